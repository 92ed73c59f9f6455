// What people do at the desk, and troubles that no conversation has.
#include "alert/escalate.hpp"
#include "app/desk.hpp"

namespace rw::app {
namespace {

constexpr int most_conflicts = 8;

alert::Outcome answered(alert::Policy const& policy, alert::Incident incident, Desk::Word const& word,
                        TimePoint now) {
    alert::Actor const actor{word.who, word.text};
    switch (word.how) {
        case Desk::Answer::acknowledge: return alert::acknowledge(policy, std::move(incident), actor, now);
        case Desk::Answer::unacknowledge:
            return alert::unacknowledge(policy, std::move(incident), actor, now);
        case Desk::Answer::resolve: return alert::resolve(policy, std::move(incident), actor, now);
        case Desk::Answer::note: return alert::comment(std::move(incident), actor, now);
    }
    return {std::move(incident), {}};
}

alert::Outcome opened_or_changed(alert::Policy const& policy, store::Versioned<alert::Incident> const& found,
                                 alert::Trouble const& trouble, TimePoint now) {
    if (found.version == 0) return alert::open(policy, trouble, now);
    if (found.value.state == alert::IncidentState::resolved)
        return alert::reopen(policy, found.value, trouble, now);
    return alert::update(policy, found.value, trouble, now);
}

Failure no_such(std::string_view what, std::string const& id) {
    return Failure{Fault::gone, "there is no " + std::string{what} + " " + id};
}

}  // namespace

store::Step step_of(alert::Outcome outcome, std::uint32_t version) {
    store::Step step;
    for (auto const& notice : outcome.notices)
        outcome.incident.notices.push_back(notice.id);
    step.notices = std::move(outcome.notices);
    step.incidents.push_back({std::move(outcome.incident), version});
    return step;
}

net::Task<Result<care::Conversation>> Desk::act(store::Tenure tenure, ConversationId id, care::Event event) {
    Decision const as_said = [event](care::Standing const&) { return care::Deed{std::optional{event}}; };
    auto const done = co_await decide(std::move(tenure), std::move(id), as_said);
    co_return done;
}

net::Task<Result<care::Conversation>> Desk::decide(store::Tenure tenure, ConversationId id,
                                                   Decision decision) {
    std::vector<ConversationId> const ids{1, id};
    for (int tries = 1;; ++tries) {
        auto loaded = co_await world_.ledger.conversations(tenure.account, ids);
        if (!loaded) co_return loaded.error();
        auto talk = std::move(loaded->front());
        if (talk.version == 0) co_return no_such("conversation", id.text());
        auto const deed = decision(care::fold(talk.value, rules_.policy));
        if (!deed) co_return deed.error();
        if (!*deed || !care::add(talk.value, **deed)) co_return talk.value;
        auto const now = talk.value;
        Talks talks(1, std::move(talk));
        store::Step step;
        auto const done = co_await judge_and_commit(tenure, std::move(talks), std::move(step));
        if (done) co_return now;
        if (done.error().kind != Fault::conflict || tries == most_conflicts) co_return done.error();
    }
}

net::Task<Result<alert::Incident>> Desk::answer(store::Tenure tenure, IncidentId id, Word word) {
    std::vector<IncidentId> const ids{1, id};
    for (int tries = 1;; ++tries) {
        auto loaded = co_await world_.ledger.incidents(tenure.account, ids);
        if (!loaded) co_return loaded.error();
        auto const found = loaded->front();
        if (found.version == 0) co_return no_such("incident", id.text());
        auto outcome = answered(rules_.alerts, found.value, word, world_.clock.now());
        if (outcome.incident == found.value) co_return found.value;
        auto step = step_of(std::move(outcome), found.version);
        auto const now = step.incidents.front().value;
        auto const done = co_await commit(tenure, std::move(step));
        if (done) co_return now;
        if (done.error().kind != Fault::conflict || tries == most_conflicts) co_return done.error();
    }
}

net::Task<Result<void>> Desk::report(store::Tenure tenure, alert::Trouble trouble) {
    std::vector<std::string> const keys{1, trouble.key};
    for (int tries = 1;; ++tries) {
        auto loaded = co_await world_.ledger.open_incidents(tenure.account, keys);
        if (!loaded) co_return loaded.error();
        auto found = std::move(loaded->front());
        auto const now = world_.clock.now();
        if (found.version == 0) {
            auto ended = co_await lately_ended(tenure.account, keys);
            if (!ended) co_return ended.error();
            if (!ended->empty()) found = std::move(ended->begin()->second);
        }
        auto outcome = opened_or_changed(rules_.alerts, found, trouble, now);
        if (outcome.incident == found.value) co_return Result<void>{};
        auto step = step_of(std::move(outcome), found.version);
        auto const done = co_await commit(tenure, std::move(step));
        if (done || done.error().kind != Fault::conflict || tries == most_conflicts) co_return done;
    }
}

net::Task<Result<void>> Desk::relieve(store::Tenure tenure, std::string key, std::string why) {
    std::vector<std::string> const keys{1, key};
    for (int tries = 1;; ++tries) {
        auto loaded = co_await world_.ledger.open_incidents(tenure.account, keys);
        if (!loaded) co_return loaded.error();
        auto const found = loaded->front();
        if (found.version == 0) co_return Result<void>{};
        auto outcome =
            alert::resolve(rules_.alerts, found.value, alert::Actor{"clock", why}, world_.clock.now());
        auto step = step_of(std::move(outcome), found.version);
        auto const done = co_await commit(tenure, std::move(step));
        if (done || done.error().kind != Fault::conflict || tries == most_conflicts) co_return done;
    }
}

}  // namespace rw::app
