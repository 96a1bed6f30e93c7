from desk_app.campaign.roster import Roster, Unit, in_bureau_order

ROSTER = Roster(
    (
        Unit("办公室"),
        Unit("机关党委", ("机关党委办公室",)),
        Unit("东城分局", ("市局东城分局",)),
        Unit("西城分局"),
        Unit("高新区分局", ("高新分局",)),
    )
)


def test_a_name_or_an_alias_to_the_letter_is_certain() -> None:
    assert ROSTER.match("高新分局").unit == "高新区分局"
    assert ROSTER.match(" 东 城分局（").unit == "东城分局"


def test_a_near_name_is_proposed_and_never_taken() -> None:
    match = ROSTER.match("东诚分局")
    assert match.unit is None
    assert match.proposed == "东城分局"
    assert "东诚分局" in match.reason


def test_a_strange_name_is_neither_taken_nor_proposed() -> None:
    match = ROSTER.match("海关总署")
    assert (match.unit, match.proposed) == (None, None)
    assert match.reason


def test_units_are_found_inside_a_file_name_with_the_longer_name_winning() -> None:
    assert ROSTER.find_in("附件2 大谈话统计表（机关党委办公室）") == ("机关党委",)
    assert ROSTER.find_in("东城分局、西城分局") == ("东城分局", "西城分局")


def test_the_bureau_s_order_holds_and_strangers_come_last() -> None:
    assert in_bureau_order(["西城分局", "外单位", "办公室"], ROSTER) == ["办公室", "西城分局", "外单位"]


def test_a_number_written_in_other_numerals_is_proposed_for_its_own_unit_and_not_for_a_neighbour() -> None:
    roster = Roster((Unit("第一党支部"), Unit("第十一党支部"), Unit("第二十党支部")))
    assert [roster.match(text).proposed for text in ("第11党支部", "第1党支部", "第20党支部")] == [
        "第十一党支部",
        "第一党支部",
        "第二十党支部",
    ]
    assert roster.match("第11党支部").unit is None
