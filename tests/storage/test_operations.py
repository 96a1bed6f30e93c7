from __future__ import annotations

import threading
from datetime import date

import pytest

from desk_app.problems import DeskError
from desk_app.storage import history, records, roster, settings, submissions
from desk_app.storage.operations import ChangeKind
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.store import Store
from tests.storage.bureau import AT, BUREAU, Desk, dump


def test_an_operation_tells_which_rows_it_changed(desk: Desk) -> None:
    with desk.store.operation("试", actor="经办人", at=AT) as op:
        ids = op.insert_many("person", [{"position": place, "name": str(place)} for place in range(3)])
        op.update("unit", desk.units["办公室"], {"contact": "八楼"})
        op.delete("unit_alias", 1)
    assert list(ids) == [1, 2, 3]
    assert op.changes.ids("person", ChangeKind.INSERTED) == (1, 2, 3)
    assert op.changes.ids("unit") == (desk.units["办公室"],)
    assert op.changes.ids("unit_alias", ChangeKind.DELETED) == (1,)
    assert op.changes.tables == {"person", "unit", "unit_alias"}


def test_reads_within_an_operation_see_what_it_wrote_and_others_do_not_yet(store: Store) -> None:
    with store.operation("设置", actor="经办人", at=AT) as op:
        settings.put(op, "bureau", "某局")
        assert settings.get(op, "bureau") == "某局"
        with store.read() as inside:
            assert settings.get(inside, "bureau") == "某局"
    with store.read() as after:
        assert settings.get(after, "bureau") == "某局"


def test_whatever_goes_wrong_within_an_operation_takes_all_of_it_back(desk: Desk) -> None:
    before = dump(desk.store, history=True)
    operation = desk.store.operation("试", actor="经办人", at=AT)
    with pytest.raises(ZeroDivisionError), operation as op:  # noqa: PT012  all of it is one operation
        op.insert("person", {"position": 0, "name": "张三"})
        op.delete_many("unit_alias", [1])
        raise ZeroDivisionError
    assert dump(desk.store, history=True) == before


def test_an_operation_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    with desk.store.operation("保存名册", actor="经办人", at=AT) as op:
        roster.save(op, BUREAU)
    assert op.changes.operation_id is None
    assert op.changes.changed == ()
    with desk.store.read() as reader:
        assert [done.name for done in history.operations(reader)] == ["启动专项"]


def test_a_row_left_without_what_it_belongs_to_is_refused_at_the_end(desk: Desk) -> None:
    desk.receive()
    before = dump(desk.store)
    with pytest.raises(Exception, match="FOREIGN KEY"), desk.store.operation("试", actor="经办人", at=AT) as op:
        op.delete("unit", desk.units["办公室"])
    assert dump(desk.store) == before


def test_ids_are_never_used_twice(desk: Desk) -> None:
    submission, operation = desk.receive()
    desk.store.undo(operation, actor="经办人", at=AT)
    again, _ = desk.receive()
    assert again > submission


def test_undo_takes_back_and_undoing_the_undo_restores(desk: Desk) -> None:
    before = dump(desk.store)
    _, operation = desk.receive()
    after = dump(desk.store)
    undone = desk.store.undo(operation, actor="经办人", at=AT)
    assert undone.name == "撤销：收表"
    assert dump(desk.store) == before
    assert undone.operation_id is not None
    redone = desk.store.undo(undone.operation_id, actor="经办人", at=AT)
    assert redone.name == "恢复：收表"
    assert dump(desk.store) == after
    assert redone.operation_id is not None
    assert desk.store.undo(redone.operation_id, actor="经办人", at=AT).name == "撤销：收表"
    assert dump(desk.store) == before


def test_an_operation_is_undone_only_once(desk: Desk) -> None:
    _, operation = desk.receive()
    desk.store.undo(operation, actor="经办人", at=AT)
    with pytest.raises(DeskError, match="已经撤销过"):
        desk.store.undo(operation, actor="经办人", at=AT)
    with pytest.raises(DeskError, match="没有这一步"):
        desk.store.undo(999, actor="经办人", at=AT)


def test_undo_is_refused_while_a_later_operation_on_the_same_rows_stands(desk: Desk) -> None:
    submission, operation = desk.receive(state=SubmissionState.NEEDS_REVIEW)
    with desk.store.operation("接收", actor="经办人", at=AT) as op:
        submissions.set_state(op, [submission], SubmissionState.ACCEPTED)
    before = dump(desk.store, history=True)
    with pytest.raises(DeskError, match="之后的操作“接收”（2023年3月1日 08:30）改动了同样的内容"):
        desk.store.undo(operation, actor="经办人", at=AT)
    assert dump(desk.store, history=True) == before
    assert op.changes.operation_id is not None
    desk.store.undo(op.changes.operation_id, actor="经办人", at=AT)
    desk.store.undo(operation, actor="经办人", at=AT)
    with desk.store.read() as reader:
        assert submissions.select_by(reader, desk.campaign) == ()


def test_a_restored_step_is_refused_when_an_older_one_was_taken_back_meanwhile(store: Store) -> None:
    operations = []
    for value in ("甲", "乙"):
        with store.operation(f"设置{value}", actor="经办人", at=AT) as op:
            settings.put(op, "name", value)
        operations.append(op.changes.operation_id or 0)
    last = store.undo(operations[1], actor="经办人", at=AT)
    store.undo(operations[0], actor="经办人", at=AT)
    with pytest.raises(DeskError, match="撤销：设置甲"):
        store.undo(last.operation_id or 0, actor="经办人", at=AT)


def test_undo_is_refused_while_later_rows_need_the_undone_ones(desk: Desk) -> None:
    with desk.store.operation("添加单位", actor="经办人", at=AT) as op:
        unit = op.insert("unit", {"position": 9, "name": "新科"})
    with desk.store.operation("认定又称", actor="经办人", at=AT) as later:
        roster.learn_alias(later, unit, "新")
    before = dump(desk.store, history=True)
    with pytest.raises(DeskError, match=r"“认定又称”.*要用到它"):
        desk.store.undo(op.changes.operation_id or 0, actor="经办人", at=AT)
    assert dump(desk.store, history=True) == before


def test_undo_is_refused_when_its_name_was_taken_meanwhile(desk: Desk) -> None:
    with desk.store.operation("删除", actor="经办人", at=AT) as op:
        op.delete("unit", desk.units["东城分局"])
    with desk.store.operation("添加", actor="经办人", at=AT) as other:
        other.insert("unit", {"position": 9, "name": "东城分局"})
    before = dump(desk.store, history=True)
    with pytest.raises(DeskError, match="同样的名称"):
        desk.store.undo(op.changes.operation_id or 0, actor="经办人", at=AT)
    assert dump(desk.store, history=True) == before


def test_history_tells_what_became_of_a_row(desk: Desk) -> None:
    submission, _ = desk.receive()
    with desk.store.read() as reader:
        first = records.of_submission(reader, submission)[0]
    with desk.store.operation("更正", actor="李四", at=AT) as op:
        records.correct(op, first.id, {"speaker": "王五"}, occurred_on=date(2023, 3, 9), digest="")
    with desk.store.read() as reader:
        came, corrected = history.of_row(reader, "record", first.id)
    assert (came.kind, came.done.name) == (ChangeKind.INSERTED, "收表")
    assert (corrected.kind, corrected.done.actor) == (ChangeKind.UPDATED, "李四")
    assert corrected.before is not None
    assert corrected.after is not None
    assert corrected.before["occurred_on"] == "2023-03-01"
    assert corrected.after["occurred_on"] == "2023-03-09"
    assert corrected.after["revision"] == 2


def test_many_rows_take_one_line_of_history(desk: Desk) -> None:
    desk.receive(rows=500)
    with desk.store.read() as reader:
        lines = reader.driver_rows("SELECT count(*) FROM change WHERE table_name = 'record'")
    assert lines[0][0] == 1


def test_many_rows_change_at_once(desk: Desk) -> None:
    submission, _ = desk.receive(rows=50)
    with desk.store.read() as reader:
        ids = [one.id for one in records.of_submission(reader, submission)]
    with desk.store.operation("重复", actor="经办人", at=AT) as op:
        assert records.set_state(op, ids, RecordState.REPEATED) == 50
        assert records.set_state(op, ids, RecordState.REPEATED) == 0
    assert op.changes.ids("record") == tuple(ids)


def test_a_state_that_does_not_exist_is_not_stored(desk: Desk) -> None:
    submission, _ = desk.receive()
    with pytest.raises(Exception, match="CHECK"), desk.store.operation("试", actor="经办人", at=AT) as op:
        op.update("submission", submission, {"state": "maybe"})


def test_text_with_every_kind_of_sign_survives_undo_and_restoring(desk: Desk) -> None:
    odd = "a\0b\"'\\\n\u2028𠮷\x1f"
    with desk.store.operation("收", actor="经办人", at=AT) as op:
        op.insert("person", {"position": 0, "name": odd, "unit": odd})
    after = dump(desk.store)
    undone = desk.store.undo(op.changes.operation_id or 0, actor="经办人", at=AT)
    desk.store.undo(undone.operation_id or 0, actor="经办人", at=AT)
    assert dump(desk.store) == after


def test_a_row_deleted_before_a_column_was_added_comes_back_with_its_default(desk: Desk) -> None:
    with desk.store.operation("删除", actor="经办人", at=AT) as op:
        op.delete("unit_alias", 1)
    with desk.store.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE change SET before = json_remove(before, '$.learned') WHERE before NOT NULL")
        connection.commit()
    desk.store.undo(op.changes.operation_id or 0, actor="经办人", at=AT)
    with desk.store.read() as reader:
        assert roster.load(reader) == BUREAU


def test_two_threads_write_one_after_the_other(store: Store) -> None:
    def count_up() -> None:
        for _ in range(20):
            with store.operation("计数", actor="经办人", at=AT) as op:
                settings.put(op, "count", settings.get(op, "count", 0) + 1)

    threads = [threading.Thread(target=count_up) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as reader:
        assert settings.get(reader, "count") == 60


def test_operations_do_not_nest(store: Store) -> None:
    with store.operation("外", actor="经办人", at=AT), pytest.raises(RuntimeError, match="nest"):
        store.operation("内", actor="经办人", at=AT).__enter__()


def test_an_operation_is_not_begun_while_the_same_thread_reads(store: Store) -> None:
    with store.read(), pytest.raises(RuntimeError, match="wait for itself"):
        store.operation("内", actor="经办人", at=AT).__enter__()
    with store.operation("后", actor="经办人", at=AT) as op, store.read():
        settings.put(op, "bureau", "某局")
