"""The tables of the store, for SQLite and PostgreSQL alike. Times are ISO text in UTC: they sort, and a person can read them.

They are made and changed by `migrations/versions`; a test holds the two together.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

version = Table("store_version", metadata, Column("version", Integer, primary_key=True))

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("owner", String(200), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("recipe", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("saved_at", String(40), nullable=False),
    Column("saves", Integer, nullable=False),
)

pieces = Table(
    "sealed_pieces",
    metadata,
    Column("about", String(200), primary_key=True, comment="what the sealed bytes belong to: draft:<id> or publication:<id>"),
    Column("name", String(100), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("parts", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("kept_at", String(40), nullable=False, index=True),
)

recipes = Table(
    "recipes",
    metadata,
    Column("domain", String(200), primary_key=True),
    Column("dataset_id", String(20), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("owner", String(200), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("recipe", Text, nullable=False),
    Column("saved_at", String(40), nullable=False),
    Column("next_due", String(10)),
    Column("agency", Text, nullable=False, server_default=""),
)

receipts = Table(
    "receipts",
    metadata,
    Column("publication_id", String(64), primary_key=True),
    Column("owner", String(200), nullable=False, index=True),
    Column("domain", String(200), nullable=False),
    Column("dataset_id", String(20), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("receipt", Text, nullable=False),
    Column("kept_at", String(40), nullable=False),
    Column("agency", Text, nullable=False, server_default=""),
    Index("receipts_by_dataset", "domain", "dataset_id"),
)

publications = Table(
    "publications",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("owner", String(200), nullable=False, index=True),
    Column("state", String(30), nullable=False, index=True),
    Column("facts", Text, nullable=False),
    Column("begun_at", String(40), nullable=False),
    Column("changed_at", String(40), nullable=False),
)

events = Table(
    "publication_events",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("publication_id", String(64), nullable=False, index=True),
    Column("state", String(30), nullable=False),
    Column("facts", Text, nullable=False),
    Column("at", String(40), nullable=False),
)

approvals = Table(
    "approvals",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("asked_by", String(200), nullable=False),
    Column("asked_at", String(40), nullable=False),
    Column("answer", String(20), nullable=False),
    Column("answered_by", String(200), nullable=False),
    Column("answered_at", String(40), nullable=False),
    Column("comment", Text, nullable=False),
    Column("thread", Text, nullable=False, server_default=""),
)

locks = Table(
    "dataset_locks",
    metadata,
    Column("name", String(250), primary_key=True),
    Column("holder", String(200), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("until", Float, nullable=False, comment="seconds since 1970; a lease in the past is free"),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("who", String(200), nullable=False),
    Column("action", String(60), nullable=False),
    Column("facts", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("previous"),
)
