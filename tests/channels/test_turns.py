"""Turns through a real Rasa process on a real PostgreSQL: what is answered, what is kept, what is done twice."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable

import pytest

from tests.channels.conftest import (
    SECRET,
    Actions,
    Rasa,
    TestDatabase,
    new_id,
    reason,
    started,
    texts,
    turn,
    wait_until,
)
from wording.typography import plain


def test_answer_has_texts_blocks_buttons_and_the_situation(rasa: Rasa) -> None:
    conversation = new_id()
    answer = rasa.turn(conversation=conversation, turn_id="first", text="il y a des menaces, insulte").json()
    assert answer["turn_id"] == "first"
    assert plain(answer["messages"][0]["text"]) == "Lu : [il y a des menaces, insulte] tell_situation 1"
    assert answer["messages"][1]["blocks"] == [
        {"type": "paragraph", "text": "Voici comment faire\u00a0:"},
        {"type": "steps", "items": ["Ouvrez le profil.", "Signalez-le."], "ordered": True},
        {"type": "paragraph", "text": "Gardez une copie."},
    ]
    assert (answer["situation"], answer["step"], answer["handoff"]) == ({"turns": ["first"]}, "step_1", None)


def test_buttons_come_with_both_titles_and_payload(rasa: Rasa) -> None:
    (message,) = rasa.turn(text="bonjour").json()["messages"]
    assert message["buttons"] == [
        {
            "title": "C'est un camarade de classe",
            "short_title": "Un camarade",
            "payload": '/set_fact{"field": "harasser", "value": "pupil"}',
        },
        {
            "title": "Cela n'a rien donné",
            "short_title": "Cela n'a rien donné",
            "payload": '/report_outcome{"step": "report_platform", "result": "failed"}',
        },
    ]


def test_handoff_is_told_in_its_own_turn_only(rasa: Rasa) -> None:
    conversation = new_id()
    asked = rasa.turn(conversation=conversation, text="un conseiller").json()
    assert asked["handoff"] == {"reason": "police", "urgency": "urgent"}
    assert rasa.turn(conversation=conversation, text="bonjour").json()["handoff"] is None


def test_pressed_button_is_its_intent_and_keeps_its_title(rasa: Rasa, database: TestDatabase) -> None:
    conversation, payload = new_id(), '/set_fact{"field": "harasser", "value": "pupil"}'
    answer = rasa.turn(conversation=conversation, text="C'est un camarade de classe", payload=payload)
    assert texts(answer) == ["Bouton : [C'est un camarade de classe] set_fact field=harasser, value=pupil"]
    said = database.run(
        "SELECT data::json->>'text' FROM rasa.events WHERE sender_id = :sender AND type_name = 'user'",
        sender=conversation,
    )
    assert said == ["C'est un camarade de classe"]


@pytest.mark.parametrize(
    "text",
    [
        "/restart insulte",
        "  /session_start insulte",
        '/handoff{"x":1} insulte',
        "//set_fact insulte",
        "\u200b/restart insulte",
        "／restart insulte",
        '"/restart" insulte',
    ],
)
def test_typed_text_is_never_a_command(rasa: Rasa, text: str) -> None:
    conversation = new_id()
    rasa.turn(conversation=conversation, text="insulte")
    answer = rasa.turn(conversation=conversation, text=text)
    first = texts(answer)[0]
    assert first.startswith("Lu : [") and first.endswith("] tell_situation 2"), first


@pytest.mark.parametrize("text", ["/restart", "/session_start", "/handoff", '/set_fact{"field": "x"}', "/", "///"])
def test_bare_command_is_read_like_any_words(rasa: Rasa, text: str) -> None:
    """The small NLU of the tests knows none of these words; a command would have been answered."""
    conversation = new_id()
    rasa.turn(conversation=conversation, text="insulte")
    assert reason(rasa.turn(conversation=conversation, text=text)) == (502, "no_answer")
    assert rasa.turn(conversation=conversation, text="insulte").json()["step"] == "step_2"


def test_spaces_around_a_text_stay_so_that_places_of_words_are_right(rasa: Rasa) -> None:
    assert texts(rasa.turn(text="  insulte \n"))[0] == "Lu : [  insulte \n] tell_situation 1"


def test_repeated_turn_gets_the_same_answer_and_is_not_run_again(rasa: Rasa, database: TestDatabase) -> None:
    conversation = new_id()
    sent = {"conversation": conversation, "turn_id": "once", "text": "un conseiller"}
    first = rasa.turn(**sent).json()
    events = database.events(conversation)
    assert rasa.turn(**sent).json() == first
    assert database.events(conversation) == events


def test_repeated_turn_shows_the_situation_of_its_own_time(rasa: Rasa) -> None:
    conversation = new_id()
    sent = {"conversation": conversation, "turn_id": "early", "text": "insulte"}
    first = rasa.turn(**sent).json()
    later = rasa.turn(conversation=conversation, text="insulte").json()
    assert later["step"] == "step_2"
    assert rasa.turn(**sent).json() == first


def test_same_turn_twice_at_once_is_run_once(rasa: Rasa, second_rasa: Rasa, actions: Actions) -> None:
    conversation, turn_id = new_id(), new_id()
    sent = {"conversation": conversation, "turn_id": turn_id, "text": "attends"}
    answers = [rasa.turn_beside(**sent)]
    actions.wait_for(turn_id)
    answers += [rasa.turn_beside(**sent), second_rasa.turn_beside(**sent)]
    actions.open_gate(turn_id)
    assert [texts(answer.wait()) for answer in answers] == [[f"Passé : {turn_id}"]] * 3
    assert actions.runs(turn_id) == 1


def test_two_processes_take_turns_in_one_conversation(
    rasa: Rasa, second_rasa: Rasa, actions: Actions, database: TestDatabase
) -> None:
    conversation, slow = new_id(), new_id()
    first = rasa.turn_beside(conversation=conversation, turn_id=slow, text="attends")
    actions.wait_for(slow)
    second = second_rasa.turn_beside(conversation=conversation, text="insulte")
    for _ in range(3):
        second_rasa.turn(text="bonjour")  # it answers others meanwhile
    assert not second.is_there()
    actions.open_gate(slow)
    assert texts(first.wait()) == [f"Passé : {slow}"]
    assert texts(second.wait())[0].endswith("tell_situation 1")
    order = database.run(
        "SELECT data::json->>'text' FROM rasa.events WHERE sender_id = :sender AND type_name = 'user' ORDER BY id",
        sender=conversation,
    )
    assert order == ["attends", "insulte"]


def test_waiting_turn_does_not_hold_up_other_conversations(rasa: Rasa, actions: Actions) -> None:
    slow = new_id()
    waiting = rasa.turn_beside(turn_id=slow, text="attends")
    actions.wait_for(slow)
    assert texts(rasa.turn(text="bonjour")) == ["Bonjour."]
    assert not waiting.is_there()
    actions.open_gate(slow)
    waiting.wait()


def test_turn_whose_caller_goes_away_is_finished_and_found_again(
    rasa: Rasa, actions: Actions, database: TestDatabase
) -> None:
    conversation, turn_id = new_id(), new_id()
    sent = turn(conversation=conversation, turn_id=turn_id, text="attends")
    _send_and_hang_up(rasa, sent, until=lambda: actions.wait_for(turn_id))
    wait_until(lambda: f"turn {turn_id}: its caller went away" in rasa.said(), "Sanic cancels the handler")
    actions.open_gate(turn_id)
    wait_until(lambda: database.events(conversation, "bot") == 1, "the turn is saved")
    assert texts(rasa.post(sent)) == [f"Passé : {turn_id}"]
    assert actions.runs(turn_id) == 1


def test_killed_process_frees_the_conversation_and_the_turn_can_be_repeated(
    make_rasa: Callable[..., Rasa], rasa: Rasa, database: TestDatabase, actions: Actions
) -> None:
    conversation, turn_id = new_id(), new_id()
    sent = turn(conversation=conversation, turn_id=turn_id, text="attends")
    doomed = make_rasa(**database.environment())
    doomed.start()
    # The client's end is closed first, the process is killed with its turn still waiting.
    _send_and_hang_up(doomed, sent, until=lambda: actions.wait_for(turn_id))
    doomed.kill()
    actions.open_gate(turn_id)
    assert texts(rasa.post(sent)) == [f"Passé : {turn_id}"]
    assert database.events(conversation, "user") == 1


def test_stopping_process_finishes_its_turn(
    make_rasa: Callable[..., Rasa], database: TestDatabase, actions: Actions
) -> None:
    conversation, turn_id = new_id(), new_id()
    process = make_rasa(**database.environment())
    with started(process):
        _send_and_hang_up(
            process,
            turn(conversation=conversation, turn_id=turn_id, text="attends"),
            until=lambda: actions.wait_for(turn_id),
        )
        assert process.running is not None
        process.running.terminate()
        actions.open_gate(turn_id)
        assert process.running.wait(20) == 0
    assert database.events(conversation, "bot") == 1


def test_turn_without_actions_fails_whole_and_succeeds_when_they_are_back(
    rasa: Rasa, actions: Actions, database: TestDatabase
) -> None:
    conversation = new_id()
    sent = {"conversation": conversation, "turn_id": "again", "text": "insulte"}
    actions.stop()
    try:
        assert reason(rasa.turn(**sent)) == (503, "actions")
        assert database.events(conversation) == 0
    finally:
        actions.start()
    answer = rasa.turn(**sent)
    assert texts(answer)[0] == "Lu : [insulte] tell_situation 1"
    assert answer.json()["situation"] == {"turns": ["again"]}
    assert database.events(conversation, "user") == 1


def test_action_server_that_ends_in_mid_call_is_away_and_no_fault_of_the_turn(
    rasa: Rasa, actions: Actions, database: TestDatabase
) -> None:
    turn_id, conversation = new_id(), new_id()
    waiting = rasa.turn_beside(conversation=conversation, turn_id=turn_id, text="attends")
    actions.wait_for(turn_id)
    actions.kill()
    try:
        assert reason(waiting.wait()) == (503, "actions")
        assert database.events(conversation) == 0
    finally:
        actions.start()


def test_half_an_answer_is_no_answer(rasa: Rasa, actions: Actions, database: TestDatabase) -> None:
    conversation = new_id()
    sent = {"conversation": conversation, "turn_id": "half", "text": "moitié"}
    assert reason(rasa.turn(**sent)) == (502, "actions_failed")
    assert database.events(conversation) == 0
    mended = actions.gate / "mended"
    mended.touch()
    try:
        assert texts(rasa.turn(**sent)) == ["La première moitié.", "Réparé."]
    finally:
        mended.unlink()


def test_slow_action_is_given_up(make_rasa: Callable[..., Rasa], database: TestDatabase, actions: Actions) -> None:
    turn_id = new_id()
    with started(make_rasa(**database.environment(), HUB_ACTION_SECONDS="0.3")) as impatient:
        assert reason(impatient.turn(turn_id=turn_id, text="attends")) == (502, "actions_failed")
    actions.open_gate(turn_id)


def test_turn_without_a_message_is_a_failure_and_leaves_no_trace(rasa: Rasa, database: TestDatabase) -> None:
    conversation = new_id()
    assert reason(rasa.turn(conversation=conversation, text="silence")) == (502, "no_answer")
    assert database.events(conversation) == 0


def test_corrupted_event_fails_its_conversation_only(rasa: Rasa, database: TestDatabase) -> None:
    conversation = new_id()
    rasa.turn(conversation=conversation, text="bonjour")
    for corruption in ("{", '{"event": "of another version"}'):
        database.run(
            "UPDATE rasa.events SET data = :data WHERE sender_id = :sender AND type_name = 'bot'",
            data=corruption,
            sender=conversation,
        )
        assert reason(rasa.turn(conversation=conversation, text="bonjour")) == (500, "history_unreadable")
    assert texts(rasa.turn(text="bonjour")) == ["Bonjour."]


def test_lost_database_connection_is_replaced(rasa: Rasa, database: TestDatabase) -> None:
    rasa.turn(text="bonjour")
    database.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rasa' AND datname = :name",
        name=database.name,
    )
    assert texts(rasa.turn(text="bonjour")) == ["Bonjour."]


def test_turn_that_lost_its_lock_is_not_saved(rasa: Rasa, actions: Actions, database: TestDatabase) -> None:
    conversation, turn_id = new_id(), new_id()
    answer = rasa.turn_beside(conversation=conversation, turn_id=turn_id, text="attends")
    actions.wait_for(turn_id)
    database.run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    actions.open_gate(turn_id)
    assert reason(answer.wait()) == (503, "database")
    assert database.events(conversation) == 0
    assert texts(rasa.turn(conversation=conversation, turn_id=turn_id, text="attends")) == [f"Passé : {turn_id}"]


def test_erasing_waits_for_the_running_turn_and_nothing_comes_back(
    rasa: Rasa, actions: Actions, database: TestDatabase
) -> None:
    conversation, turn_id = new_id(), new_id()
    running = rasa.turn_beside(conversation=conversation, turn_id=turn_id, text="attends")
    actions.wait_for(turn_id)
    on_its_way = rasa.turn_beside(conversation=conversation, text="bonjour")
    actions.open_gate(turn_id)
    running.wait()
    database.run("SELECT rasa.erase(:sender)", sender=conversation)
    on_its_way.wait()
    database.run("SELECT rasa.erase(:sender)", sender=conversation)
    assert database.events(conversation) == 0
    assert reason(rasa.turn(conversation=conversation, text="bonjour")) == (410, "erased")
    assert database.events(conversation) == 0


def test_situation_outlives_the_session_and_old_turns_are_still_found(rasa: Rasa, database: TestDatabase) -> None:
    conversation = new_id()
    sent = {"conversation": conversation, "turn_id": "before", "text": "insulte"}
    before = rasa.turn(**sent).json()
    rasa.turn(conversation=conversation, turn_id="between", text="insulte")
    _let_days_pass(database, conversation)
    after = rasa.turn(conversation=conversation, turn_id="after", text="insulte").json()
    assert after["situation"] == {"turns": ["before", "between", "after"]}
    assert database.events(conversation, "session_started") == 2
    assert rasa.turn(**sent).json() == before


def test_new_session_carries_each_slot_once(rasa: Rasa, database: TestDatabase) -> None:
    conversation = new_id()
    for _ in range(4):
        rasa.turn(conversation=conversation, text="insulte")
    _let_days_pass(database, conversation)
    before = database.events(conversation, "slot")
    rasa.turn(conversation=conversation, text="bonjour")
    carried = database.run(
        "SELECT action_name FROM rasa.events WHERE sender_id = :sender AND type_name = 'slot' AND id > "
        "(SELECT max(id) FROM rasa.events WHERE sender_id = :sender AND type_name = 'session_started')",
        sender=conversation,
    )
    assert before > len(carried)
    assert sorted(carried) == ["session_started_metadata", "situation", "step"]


def test_log_holds_nothing_that_was_written(rasa: Rasa) -> None:
    for text in (
        "Kévin-Secret bonjour",
        "Kévin-Secret panne",
        "Kévin-Secret silence",
        "/Kévin-Secret{",
        "moitié Kévin-Secret",
    ):
        rasa.turn(text=text)
    rasa.turn(text="Kévin-Secret", payload="/Kévin-Secret")
    assert "Secret" not in rasa.said()


def _let_days_pass(database: TestDatabase, conversation: str) -> None:
    database.run(
        "UPDATE rasa.events SET timestamp = timestamp - 864000, "
        "data = jsonb_set(data::jsonb, '{timestamp}', to_jsonb(timestamp - 864000))::text WHERE sender_id = :sender",
        sender=conversation,
    )


def _send_and_hang_up(rasa: Rasa, sent: dict[str, object], until: Callable[[], object]) -> None:
    body = json.dumps(sent).encode()
    head = (
        f"POST /webhooks/hub/turn HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {SECRET}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", rasa.port)) as connection:
        connection.sendall(head.encode() + body)
        until()
