"""Which plans are read as English."""

import pytest

from plan_rules.plan.kinds import is_english


@pytest.mark.parametrize(
    "prose",
    [
        "Die Suche antwortet in 200 ms. Schritte: Index auf die Spalte anlegen, weil der Scan zu lange dauert und die Seite"
        " mit Bildern nicht schnell genug ist für alle Nutzer und Gäste",
        "Agregar la tabla de permisos y copiar los datos de los roles existentes para que los usuarios no pierdan acceso"
        " durante la noche, con una copia de seguridad por si algo falla",
        "Ускорить поиск. Поиск отвечает за двести миллисекунд. Добавить индекс на столбец, потому что сканирование"
        " занимает слишком много времени и страница загружается медленно для пользователей",
    ],
)
def test_other_languages_are_told_apart(prose: str) -> None:
    assert not is_english(prose)


def test_terse_technical_english_is_english() -> None:
    words = "Harness fixture for the warm path boot compare green cold path deconstruct smoke metadata reconstruct start route"
    assert is_english(f"{words} guild dogfood verdict artifact copy eval runs strict offline relaxed live capture")
