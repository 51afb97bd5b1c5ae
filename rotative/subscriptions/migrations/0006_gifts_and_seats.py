from django.db import migrations, models
from django.db.models import Case, F, OuterRef, Subquery, When

import django.core.validators


def seats_of_terms(apps, schema_editor):
    """Give the terms of organisations the seats that they were paid for, and those that nobody paid for the agreed ones."""
    Term = apps.get_model("subscriptions", "Term")
    paid = apps.get_model("subscriptions", "Order").objects.filter(entries=OuterRef("entry_id"))
    agreed = apps.get_model("subscriptions", "Organisation").objects.filter(subscription=OuterRef("subscription_id"))
    of_organisations = Term.objects.filter(subscription__kind="group")
    of_organisations.filter(entry__isnull=False).update(seats=Subquery(paid.values("quantity")[:1]))
    of_organisations.filter(entry=None).update(seats=Subquery(agreed.values("agreed_seats")[:1]))


def mails_of_gifts(apps, schema_editor):
    """Have what is paid and not mailed yet wait for its day."""
    waiting = apps.get_model("subscriptions", "Gift").objects.filter(mailed_at=None, paid_at__isnull=False)
    waiting.update(
        mail_at=Case(
            When(starts_at__gt=F("paid_at"), then=F("starts_at")),
            default=F("paid_at"),
        )
    )


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0005_agreements_and_refunds")]

    operations = [
        migrations.RenameField(model_name="organisation", old_name="seats", new_name="agreed_seats"),
        migrations.AlterField(
            model_name="organisation",
            name="agreed_seats",
            field=models.PositiveIntegerField(
                help_text="What is paid by the seat is paid for so many. What runs keeps the seats it was paid for.",
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="seats agreed",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="seats",
            field=models.PositiveIntegerField(
                default=0,
                help_text="Of an organisation, for the whole price. 0: for one reader; organisations pay it a seat.",
                verbose_name="seats",
            ),
        ),
        migrations.AddField(
            model_name="term",
            name="seats",
            field=models.PositiveIntegerField(default=0, verbose_name="seats"),
        ),
        migrations.AddField(
            model_name="voucherbatch",
            name="form_digest",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="voucherbatch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form_digest", ""), _negated=True),
                fields=["form_digest"],
                name="subscriptions_batch_once_a_form",
            ),
        ),
        migrations.AddField(
            model_name="gift",
            name="giver_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="signed"),
        ),
        migrations.AddField(
            model_name="gift",
            name="recipient_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="name of whoever gets it"),
        ),
        migrations.AddField(model_name="gift", name="mail_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.AddField(model_name="gift", name="mailings", field=models.PositiveSmallIntegerField(default=0)),
        migrations.AddIndex(
            model_name="gift",
            index=models.Index(
                condition=models.Q(("mail_at__isnull", False), ("mailed_at", None)),
                fields=["mail_at"],
                name="subscriptions_gifts_to_mail",
            ),
        ),
        migrations.RunPython(seats_of_terms, migrations.RunPython.noop),
        migrations.RunPython(mails_of_gifts, migrations.RunPython.noop),
    ]
