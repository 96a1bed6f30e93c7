"""统计 by command: what 较上期 compares and leaves out, and where late returns count."""

from tests.conftest import Program

MARCH, FEBRUARY = ("--period", "2023-03"), ("--period", "2023-02")
TALKS = "大谈话统计表"
IN = {"已收", "零报告"}


def talks(program: Program, *options: object) -> dict[str, object]:
    """The document of the talks."""
    forms = program("tally", *options, "--json").document["forms"]
    return next(one for one in forms if one["form"] == TALKS)  # type: ignore[no-any-return]


def test_the_change_is_counted_over_units_in_for_both_months_and_the_others_are_named(filled: Program) -> None:
    now, before = talks(filled, *MARCH), talks(filled, *FEBRUARY)
    then = {one["unit"]: one for one in before["units"]}  # type: ignore[attr-defined]
    compared = 0
    for one in now["units"]:  # type: ignore[attr-defined]
        former = then[one["unit"]]
        assert one["before"] == former["count"]
        if one["state"] in IN and former["state"] in IN:
            assert (one["change"], one["uncompared"]) == (one["count"] - former["count"], None)
            compared += one["change"]
        elif one["state"] in IN:
            assert (one["change"], one["uncompared"]) == (None, f"上期{former['state']}")
        else:
            assert (one["change"], one["uncompared"]) == (None, f"本期{one['state']}")
    left = [one for one in now["units"] if one["uncompared"]]  # type: ignore[attr-defined]
    assert left
    assert (now["change"], now["before"]) == (compared, before["total"])
    assert [one["unit"] for one in now["uncompared"]] == [one["unit"] for one in left]  # type: ignore[attr-defined]
    told = filled("tally", *MARCH).out
    assert f"较上期{compared:+d}（{len(left)}家未作比较）" in told
    assert "上期未报2家（监测站、东城分局）" in told
    first = talks(filled, "--period", "2023-01")
    assert (first["before"], first["change"], first["uncompared"]) == (None, None, [])


def test_the_rule_of_late_returns_is_chosen_by_command_remembered_and_frozen_with_a_period(filled: Program) -> None:
    def rule(*options: object) -> object:
        return talks(filled, *options)["late_rule"]

    assert rule(*MARCH) == "迟报计入原期"
    assert "已改为“迟报计入下一期”" in filled("tally", *MARCH, "--late", "next").out
    assert rule(*MARCH) == "迟报计入下一期"
    assert "已改为" not in filled("tally", *MARCH, "--late", "next").out
    for options in (("--check", "--late", "own"), ("--late", "own")):
        assert filled("close", *MARCH, *options).status == 2
    assert rule(*MARCH) == "迟报计入下一期"
    closed = filled("close", "--despite", *MARCH, "--late", "own", "--json").document["closed"]
    assert {one["late_rule"] for one in closed} == {"迟报计入原期"}
    filled("tally", *MARCH, "--late", "next")
    assert (rule(*MARCH), rule(*FEBRUARY)) == ("迟报计入原期", "迟报计入下一期")
    assert filled("tally", *MARCH, "--late", "never").status == 2
