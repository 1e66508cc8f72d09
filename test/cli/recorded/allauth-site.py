"""Makes the site that allauth-site.sql and allauth-site.json are of, in a fresh folder: Django and django-allauth themselves make
its tables, hash its passwords and write its dump. Recorded with Debian's python3-django 3.2.25 and python3-django-allauth 0.51.0."""

import sqlite3

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="no secret",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "allauth-site.sqlite3"}},
    INSTALLED_APPS=[
        "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
        "django.contrib.sites", "allauth", "allauth.account", "allauth.socialaccount",
        "allauth.socialaccount.providers.google", "allauth.socialaccount.providers.github",
    ],
    SITE_ID=1,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    PASSWORD_HASHERS=[
        "django.contrib.auth.hashers." + name + "PasswordHasher"
        for name in ("PBKDF2", "PBKDF2SHA1", "Argon2", "BCryptSHA256", "BCrypt")
    ],
)
django.setup()

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.sites.models import Site
from django.core.management import call_command

call_command("migrate", verbosity=0)

PEOPLE = [
    ("ada", "Ada", "Lovelace", "default"),
    ("grace", "Grace", "Hopper", "pbkdf2_sha1"),
    ("argon2", "Hedy", "Lamarr", "argon2"),
    ("bcrypt-sha256", "Hedy", "Lamarr", "bcrypt_sha256"),
    ("bcrypt", "Hedy", "Lamarr", "bcrypt"),
]
for at, (name, first, last, hasher) in enumerate(PEOPLE):
    user = User(username=name, first_name=first, last_name=last, email=name + "@example.com")
    user.is_superuser = user.is_staff = at == 0
    user.password = make_password("correct horse " + name, hasher=hasher)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=at % 2 == 0, primary=True)

social = User(username="social-only", email="so@example.com")
social.set_unusable_password()
social.save()

site = Site.objects.get(pk=1)
google = SocialApp.objects.create(provider="google", name="Google", client_id="1234.apps.example", secret="google-secret")
github = SocialApp.objects.create(provider="github", name="GitHub", client_id="Iv1.abc", secret="github-secret")
google.sites.add(site)
github.sites.add(site)
known = SocialAccount.objects.create(
    user=User.objects.get(username="ada"), provider="google", uid="108476",
    extra_data={"sub": "108476", "id": "108476", "email": "ada@example.com", "verified_email": True},
)
SocialAccount.objects.create(user=social, provider="github", uid="583231", extra_data={"id": 583231, "login": "octocat"})
SocialToken.objects.create(account=known, app=google, token="ya29.token")

call_command("dumpdata", output="allauth-site.json")
with open("allauth-site.sql", "w", encoding="utf-8") as dump:
    dump.write("\n".join(sqlite3.connect("allauth-site.sqlite3").iterdump()) + "\n")
