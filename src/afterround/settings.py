"""Django's settings, read from the environment once; the defaults are one person on one computer."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from afterround.adapters import clock as clock  # before Django sets TZ, see clock.restore_zone
from afterround.adapters import store
from afterround.adapters.home import secret_key
from afterround.core.address import read_address
from afterround.core.errors import StoreUnavailable


def _database() -> dict[str, object]:
    """The database: PostgreSQL where `AFTERROUND_DATABASE` names one, else the store file."""
    url = store.database_url()
    if not url:
        return {
            "ENGINE": "afterround.adapters.sqlite",
            "NAME": store.store_path(),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
            "CONN_MAX_AGE": None,  # a thread keeps its connection: opening one costs a fifth of a page
        }
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("postgresql", "postgres"):
        raise StoreUnavailable("AFTERROUND_DATABASE must be an address such as postgresql://user@host/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(port or options.pop("port", "")),
        "OPTIONS": options,
    }


DEMO = store.is_demo()
DEMO_BACK = os.environ.get("AFTERROUND_BACK", "")  # where the person's own pages are, if it is known
COOKIES = "afterround_demo" if DEMO else "afterround"  # how cookies' names begin: a host's ports share them

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["afterround.data", "afterround.web"]
AUTH_USER_MODEL = "data.Owner"

SECRET_KEY = os.environ.get("AFTERROUND_SECRET_KEY") or secret_key()
DEBUG = False
ALLOWED_HOSTS = ["*"]  # the exact host is checked in web.guard, before anything else
# One's own address; "" for localhost at the port it listens on, as the demo always is. `serve` puts the remembered
# one here before it answers.
ORIGIN = "" if DEMO else read_address(os.environ.get("AFTERROUND_ORIGIN") or "localhost")
ROOT_URLCONF = "afterround.web.urls"
MIDDLEWARE = [
    "afterround.web.guard.SecurityHeaders",  # first, so that refusals carry them as well
    "afterround.web.guard.ExactOrigin",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "afterround.web.guard.KnownDevice",
    "afterround.web.errors.RefusedDeeds",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["afterround.web.context.page"],
            "builtins": ["afterround.web.templatetags.afterround"],
            "string_if_invalid": "",
        },
    }
]
CSRF_COOKIE_NAME = f"{COOKIES}_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "afterround.web.errors.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = (
    25 * 1024 * 1024
)  # a photo as it came, with its place, is written to no disk by us
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # a form may bring fewer, and then says so itself
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "en"
SECURE_REFERRER_POLICY = None
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "waitress.queue": {"level": "ERROR"}},
}
