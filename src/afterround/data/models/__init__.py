"""The tables, one module for each practice."""

from afterround.data.models.attachments import Attachment
from afterround.data.models.companies import CompanyAlias, DeclinedMerge
from afterround.data.models.cooldown import Cooldown, InboxFolder, Jot, JotInbox, JotPlacement
from afterround.data.models.drills import Attempt, Drill, OwnProblem
from afterround.data.models.feedback import Feedback, FeedbackReason, FindingDecision
from afterround.data.models.imports import ApplicationSource, Import, ImportFile, RoundSource
from afterround.data.models.observers import Observation, ObservedLine, ObserverLink, SelfRating
from afterround.data.models.owners import Device, OpenToken, Owner, Setting
from afterround.data.models.retro import EarlierText, Retro, RetroLine
from afterround.data.models.rounds import Application, Company, Participation, Person, Round, Stage
from afterround.data.models.tags import RoundTag, TagLetGo
from afterround.data.models.themes import (
    Mention,
    OwnTheme,
    ThemeAlias,
    ThemeChoice,
    ThemeDecision,
    ThemeMerge,
    ThemesApart,
)

__all__ = [
    "Application",
    "ApplicationSource",
    "Attachment",
    "Attempt",
    "Company",
    "CompanyAlias",
    "Cooldown",
    "DeclinedMerge",
    "Device",
    "Drill",
    "EarlierText",
    "Feedback",
    "FeedbackReason",
    "FindingDecision",
    "Import",
    "ImportFile",
    "InboxFolder",
    "Jot",
    "JotInbox",
    "JotPlacement",
    "Mention",
    "Observation",
    "ObservedLine",
    "ObserverLink",
    "OpenToken",
    "OwnProblem",
    "OwnTheme",
    "Owner",
    "Participation",
    "Person",
    "Retro",
    "RetroLine",
    "Round",
    "RoundSource",
    "RoundTag",
    "SelfRating",
    "Setting",
    "Stage",
    "TagLetGo",
    "ThemeAlias",
    "ThemeChoice",
    "ThemeDecision",
    "ThemeMerge",
    "ThemesApart",
]
