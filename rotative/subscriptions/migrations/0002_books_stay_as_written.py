"""Triggers that keep the books as they were written, whoever holds the database's password and whatever program writes.

A ledger entry, a receipt and an action of the staff are never changed and never deleted. Of a receipt only `mailed_at`
may change. An order's reference and price stay, and it is never deleted: the reference must not be used again.

A later migration that changes one of these tables sets the triggers again: on SQLite Django makes the table anew, and they
go with the old one. tests/subscriptions/test_books.py fails when that was forgotten.
"""

from django.db import migrations

BOOKS = {
    # table: (the columns that never change, None for all of them; what is unique in it)
    "subscriptions_ledgerentry": (None, [["id"], ["idempotency_key"]]),
    "subscriptions_receipt": (
        ["id", "year", "number", "entry_id", "issued_at", "paper_name", "seller", "tax_rate", "tax_name"],
        [["id"], ["entry_id"], ["year", "number"]],
    ),
    "subscriptions_staffaction": (None, [["id"]]),
    "subscriptions_order": (
        ["id", "reference", "purpose", "plan_id", "quantity", "amount", "currency", "created_at"],
        [["id"], ["reference"]],
    ),
}

POSTGRES_FUNCTIONS = """
CREATE FUNCTION subscriptions_books_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION subscriptions_books_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE filled boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO filled;
    IF filled THEN
        RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""


def triggers_of_postgresql(table, kept, unique):
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in kept or [])
    refuse = "EXECUTE FUNCTION subscriptions_books_refuse"
    return {
        "update": f"BEFORE UPDATE ON {table} FOR EACH ROW {f'WHEN ({changed})' if changed else ''} {refuse}()",
        "delete": f"BEFORE DELETE ON {table} FOR EACH ROW {refuse}()",
        "truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}_truncate()",
    }


def triggers_of_sqlite(table, kept, unique):
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in kept or [])
    same = " OR ".join("(" + " AND ".join(f"{column} = NEW.{column}" for column in one) + ")" for one in unique)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
    return {
        "update": f"BEFORE UPDATE ON {table} {f'WHEN {changed}' if changed else ''} {refuse}",
        "delete": f"BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE takes a row away without telling the trigger of DELETE.
        "replace": f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}",
    }


TRIGGERS = {"postgresql": triggers_of_postgresql, "sqlite": triggers_of_sqlite}


def set_triggers(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor not in TRIGGERS:
        raise NotImplementedError(f"The ledger has no triggers for {vendor}")
    if vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTIONS, params=None)
    for table, (kept, unique) in BOOKS.items():
        for name, what in TRIGGERS[vendor](table, kept, unique).items():
            schema_editor.execute(f"CREATE TRIGGER {table}_no_{name} {what}")


def take_triggers_away(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table, (kept, unique) in BOOKS.items():
        for name in TRIGGERS[vendor](table, kept, unique):
            where = f" ON {table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {table}_no_{name}{where}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION subscriptions_books_refuse(), subscriptions_books_refuse_truncate()")


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_initial")]

    operations = [migrations.RunPython(set_triggers, take_triggers_away)]
