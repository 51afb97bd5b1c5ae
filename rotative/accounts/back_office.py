"""Puts our administration of users in the place of Wagtail's, which takes it from its app configuration."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "rotative.accounts.people.PeopleViewSet"
