"""Telephone numbers; the addresses of the users there were count as verified: an administrator typed them."""

from django.db import migrations, models


def vouch_for_everybody(apps, schema_editor):
    """Write down the address of every user as verified, where nothing is written yet."""
    EmailAddress = apps.get_model("account", "EmailAddress")
    known = set(EmailAddress.objects.values_list("user_id", flat=True))
    people = apps.get_model("accounts", "User").objects.exclude(pk__in=known).exclude(email="")
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people
    )


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_rolegroup"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="phone",
            field=models.CharField(blank=True, default="", max_length=16, verbose_name="telephone number"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("phone", ""), ("phone__startswith", "+"), _connector="OR"),
                name="accounts_user_phone_has_country",
            ),
        ),
        migrations.RunPython(vouch_for_everybody, migrations.RunPython.noop),
    ]
