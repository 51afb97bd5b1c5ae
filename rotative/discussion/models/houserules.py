"""The paper's own rules of discussion. One row."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField


class HouseRules(models.Model):
    """What the newsroom has decided for all discussions; policy.py makes the policy of it."""

    is_stopped = models.BooleanField(
        _("all discussions are stopped"),
        default=False,
        help_text=_("Nobody writes anywhere; all stays to be read."),
    )
    stop_message = models.CharField(_("message while they are stopped"), max_length=300, blank=True)
    closes_after_days = models.PositiveSmallIntegerField(
        _("closes after (days)"), default=30, help_text=_("After the publication of the article. 0: never.")
    )
    announcement = models.CharField(
        _("announcement"), max_length=300, blank=True, help_text=_("At the top of every discussion.")
    )
    house_rules = RichTextField(
        _("house rules"), blank=True, features=["h2", "h3", "bold", "italic", "link", "ol", "ul"]
    )
    shortest = models.PositiveSmallIntegerField(_("at least (characters)"), default=2)
    longest = models.PositiveSmallIntegerField(
        _("at most (characters)"), default=2000, validators=[MinValueValidator(100), MaxValueValidator(10000)]
    )
    edit_minutes = models.PositiveSmallIntegerField(_("may be edited for (minutes)"), default=10)
    most_links = models.PositiveSmallIntegerField(
        _("links allowed"), default=2, help_text=_("With more, it waits for a moderator.")
    )
    newcomers = models.PositiveSmallIntegerField(
        _("newcomers wait"),
        default=2,
        help_text=_("Somebody’s first contributions, so many, wait for a moderator."),
    )
    is_pre_moderated = models.BooleanField(_("all are read before publication"), default=False)
    a_minute = models.PositiveSmallIntegerField(_("contributions a minute"), default=2)
    an_hour = models.PositiveSmallIntegerField(_("contributions an hour"), default=20)
    an_hour_from_address = models.PositiveSmallIntegerField(
        _("contributions an hour from one address"), default=60, help_text=_("A network shares one.")
    )
    a_minute_here = models.PositiveSmallIntegerField(
        _("contributions a minute under one article"), default=120, help_text=_("From all together.")
    )
    banned_words = models.TextField(
        _("banned words"), blank=True, help_text=_("One a line. What has one of them is refused.")
    )
    refuses_banned = models.BooleanField(
        _("refuse banned words"), default=True, help_text=_("Otherwise what has one waits for a moderator.")
    )
    suspect_words = models.TextField(
        _("suspect words"), blank=True, help_text=_("One a line. What has one of them waits for a moderator.")
    )
    banned_domains = models.TextField(
        _("e-mail domains"),
        blank=True,
        help_text=_("One a line. Accounts with these addresses do not write."),
    )
    learns = models.BooleanField(
        _("learns from decisions"),
        default=True,
        help_text=_("Holds what looks like what you rejected, once it has seen enough."),
    )
    checker_url = models.URLField(_("outside checker"), blank=True)
    checker_secret = models.CharField(_("secret of the checker"), max_length=200, blank=True)
    name_days = models.PositiveSmallIntegerField(
        _("a public name stays for (days)"), default=30, help_text=_("Before it may be changed again.")
    )

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("rules of discussion")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="discussion_rules_are_one_row"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        super().clean()
        if self.shortest >= self.longest:
            raise ValidationError({"shortest": _("This leaves no room for a text.")})
        if self.checker_url and not self.checker_secret:
            raise ValidationError(
                {"checker_secret": _("What is sent to the checker is signed: it needs a secret.")}
            )

    @classmethod
    def current(cls) -> "HouseRules":
        """Return the rules; those of a new paper where nobody has set any."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
