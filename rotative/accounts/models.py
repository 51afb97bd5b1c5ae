"""The user: somebody who signs in. E-mail is the name; an author who signs articles is another record."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rotative.accounts.phone import LONGEST, normalise


class UserManager(BaseUserManager["User"]):
    """Makes users; the address is kept in lower case so that nobody signs up twice by a capital letter."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new saved user. Raises ValueError without an e-mail address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new saved user who may do everything."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the user who types this address, in whatever case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractUser):
    """Somebody who signs in: a reader, or one of the staff."""

    username = None  # type: ignore[assignment]  # the e-mail address is the name
    email = models.EmailField(_("e-mail address"), unique=True)
    phone = models.CharField(_("telephone number"), max_length=LONGEST, blank=True, default="")
    # The number that a code came back from; another number is not confirmed by that.
    confirmed_phone = models.CharField(max_length=LONGEST, blank=True, default="", editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="accounts_user_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(phone="") | models.Q(phone__startswith="+"),
                name="accounts_user_phone_has_country",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def phone_for_texts(self) -> str:
        """The number to which texts may go: the account's, once confirmed; empty otherwise."""
        return self.phone if self.phone == self.confirmed_phone else ""

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()
        try:
            self.phone = normalise(self.phone)
        except ValidationError as error:
            raise ValidationError({"phone": error}) from None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


class RoleGroup(models.Model):
    """Which role a group stands for, and of which section when the role is for one section only.

    Groups are found by this row, never by their name, which the administrator may change.
    """

    group = models.OneToOneField("auth.Group", on_delete=models.CASCADE, related_name="stands_for")
    role = models.CharField(_("role"), max_length=20)
    section = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role"], condition=models.Q(section=None), name="accounts_rolegroup_one_group_a_role"
            ),
            models.UniqueConstraint(fields=["section"], name="accounts_rolegroup_one_group_a_section"),
        ]

    def __str__(self) -> str:
        return self.group.name


class Deletion(models.Model):
    """An account that its owner wants deleted, until the time to think it over has passed.

    The token stands in the letter only, by whose link it is called off; here is its digest.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="deletion")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    language = models.CharField(max_length=8)
    token_digest = models.CharField(max_length=64, unique=True)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    def __str__(self) -> str:
        return f"{self.user_id}, {self.due_at:%Y-%m-%d %H:%M}"
