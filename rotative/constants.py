"""The part of the configuration that is the same at every site; rotative/settings.py adds what a site decides."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent

# -- the house ----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "rotative.server",
    "rotative.demo",
    "rotative.importers",
    "rotative.syndication",
    "rotative.discussion",
    "rotative.subscriptions",
    "rotative.sections",
    "rotative.related",
    "rotative.search",
    "rotative.articles",
    "rotative.authors",
    "rotative.accounts",
    "rotative.photos",
    "rotative.paper",
    "rotative.press",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "rotative.accounts.back_office.UsersConfig",  # wagtail.users with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "rotative.security.PolicyByPath",
    "rotative.press.middleware.printed_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rotative.paper.middleware.language_from_path",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rotative.accounts.throttle.SlowGuessing",
    "rotative.accounts.middleware.AccountPages",
    "rotative.subscriptions.middleware.pass_of_the_reader",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "rotative.urls"
ASGI_APPLICATION = "rotative.server.application.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

# -- languages ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [PACKAGE / "locale"]

# -- people -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
CSRF_FAILURE_VIEW = "rotative.accounts.views.csrf_failure"
WAGTAILADMIN_USER_LOGIN_FORM = "rotative.accounts.forms.BackOfficeLoginForm"
WAGTAIL_GRAVATAR_PROVIDER_URL = None

# Signing up and in (docs.allauth.org): the address is the name; a code sent there, or a password, opens the account.
ACCOUNT_ADAPTER = "rotative.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "rotative.accounts.forms.RequestLoginCodeForm",
    "signup": "rotative.accounts.forms.SignupForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one takes its place once it is confirmed
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# Of eight digits three tries leave next to no chance; mails take their time where networks are slow.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
# By account (key, user) tight, by network address (ip) wide: thousands of phones share those of a mobile operator.
# Letters have limits of their own, in accounts/mails.py.
ACCOUNT_RATE_LIMITS = {
    "change_password": "8/15m/user",
    "confirm_email": "5/15m/key",
    "login": "30/m/ip",
    "login_failed": "10/m/ip,8/15m/key",
    "manage_email": "10/m/user",
    "reauthenticate": "8/15m/user",
    "request_login_code": "20/m/ip,5/15m/key",
    "reset_password": "20/m/ip,5/15m/key",
    "reset_password_from_key": "20/m/ip",
    "signup": "20/m/ip",
}
MFA_ADAPTER = "rotative.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "rotative.accounts.forms.AuthenticateForm",
    "reauthenticate": "rotative.accounts.forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a code typed at its last moment arrives in the next

# -- the newsroom -------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Rotative"
WAGTAILIMAGES_IMAGE_MODEL = "photos.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "rotative.photos.forms.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_AVIF_QUALITY = 48
WAGTAILIMAGES_WEBP_QUALITY = 68
WAGTAILIMAGES_JPEG_QUALITY = 72
WAGTAILDOCS_EXTENSIONS = [
    "csv", "doc", "docx", "epub", "mp3", "odp", "ods", "odt", "pdf", "ppt", "pptx", "txt", "xls", "xlsx", "zip",
]  # fmt: skip
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # no request leaves the server on a reader's behalf
# The account pages change address and password, with limits and letters.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = True  # else it would go with the former
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # articles/notices.py says who is told of a submission
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "french"}
}
TAGGIT_CASE_INSENSITIVE = True
