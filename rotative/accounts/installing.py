"""What a fresh site finds in its database beside the tables; put there whenever `rotative migrate` has run."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate


def when_migrated(act: Callable[[], Any], uid: str) -> None:
    """Have ``act`` called once after each complete migration; it must not mind being called again.

    Django tells of each app in turn and makes an app's permissions at its turn, so the last app is waited for.
    After a migration that stops half-way there are tables missing, and the next complete one does the work.
    """

    def after_the_last(sender: AppConfig, using: str, **kwargs: Any) -> None:
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        if sender is not last:
            return
        executor = MigrationExecutor(connections[using])
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            act()

    post_migrate.connect(after_the_last, weak=False, dispatch_uid=uid)
