"""The article and what belongs to it."""

from rotative.articles.models.article import Article
from rotative.articles.models.byline import Role, Signature
from rotative.articles.models.column import Column, ColumnAuthor, FormerColumnSlug, FormerTopicSlug, Topic
from rotative.articles.models.context import ArticleTopic, RelatedPin
from rotative.articles.models.lists import Correction, Listing
from rotative.articles.workflow import SectionApprovalTask

__all__ = [
    "Article",
    "ArticleTopic",
    "Column",
    "ColumnAuthor",
    "Correction",
    "FormerColumnSlug",
    "FormerTopicSlug",
    "Listing",
    "RelatedPin",
    "Role",
    "SectionApprovalTask",
    "Signature",
    "Topic",
]
