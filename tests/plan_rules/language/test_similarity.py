"""Stems and the likeness of texts."""

import time

from plan_rules.language.background import LEVELS
from plan_rules.language.similarity import Index, rarity
from plan_rules.language.stems import stem, stems


def test_forms_of_a_word_have_one_stem() -> None:
    for words in ("migrate migrates migrated migrating migration migrations", "retry retries", "lock locks locked"):
        assert len({stem(word) for word in words.split()}) == 1, words


def test_identifiers_are_taken_apart_and_common_words_dropped() -> None:
    assert list(stems("the parseHTTPHeader of room_map")) == ["pars", "http", "head", "room", "map"]


def test_an_unknown_word_is_rarer_than_all_known() -> None:
    assert rarity("zygomat") > max(LEVELS)
    assert rarity("class") == min(LEVELS)


def test_the_nearest_text_shares_the_rare_word_not_the_common_one() -> None:
    index = Index(["Return the value of the class", "Tune the harpsichord"])
    best = index.best("The class of harpsichord is a value")
    assert best is not None
    assert best[0] == 1


def test_texts_without_a_common_word_have_no_score() -> None:
    assert Index(["Tune the harpsichord"]).best("Weigh parcels") is None


def test_the_same_text_scores_one() -> None:
    best = Index(["Weigh parcels at the counter"]).best("weigh parcels at the counter")
    assert best is not None
    assert abs(best[1] - 1) < 1e-9


def test_a_word_in_every_text_costs_nothing() -> None:
    index = Index([f"parcel {n}" for n in range(20_000)])
    began = time.perf_counter()
    for _ in range(2_000):
        index.best("parcel")
    assert time.perf_counter() - began < 1
