#include "app/desk.hpp"

#include "alert/escalate.hpp"
#include "alert/waiting.hpp"
#include "care/corrected.hpp"
#include "core/log.hpp"
#include "weibo/permalink.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

namespace rw::app {
namespace {

constexpr std::size_t items_a_step = 200;
constexpr std::size_t timers_a_step = 200;
constexpr int most_conflicts = 8;

/// How long fans had waited for the replies among this mail that answered them.
std::vector<Span> waits_ended_by(Mail const& mail, Talks const& talks, care::Policy const& policy) {
    std::unordered_set<WeiboId> replies;
    for (auto const& one : mail.filed) {
        if (one.place.by_brand) replies.insert(one.said.id);
    }
    std::vector<Span> waits;
    if (replies.empty()) return waits;
    for (auto const& [talk, version] : talks) {
        auto const standing = care::fold(talk, policy);
        bool const ended =
            standing.answered_at && standing.last_wait &&
            std::ranges::any_of(talk.events, [&](care::Event const& event) {
                auto const* reply = std::get_if<care::Replied>(&event.what);
                return reply && replies.contains(reply->id) && event.at == *standing.answered_at;
            });
        if (ended) waits.push_back(*standing.last_wait);
    }
    return waits;
}

bool has_passed_a_deadline(care::Conversation const& talk) {
    return std::ranges::any_of(talk.events, [](care::Event const& event) {
        return std::holds_alternative<care::Passed>(event.what);
    });
}

/// Whether anything was ever said in it that could not wait.
bool is_grave(care::Conversation const& talk) {
    constexpr std::uint8_t grave = 3;
    return std::ranges::any_of(talk.events, [](care::Event const& event) {
        auto const* asked = std::get_if<care::Asked>(&event.what);
        auto const* edited = std::get_if<care::Edited>(&event.what);
        return (asked && !asked->history && asked->verdict.risk >= grave) ||
               (edited && edited->verdict.risk >= grave);
    });
}

void put(store::Step& step, alert::Outcome outcome, std::uint32_t version) {
    for (auto& notice : outcome.notices) {
        outcome.incident.notices.push_back(notice.id);
        step.notices.push_back(std::move(notice));
    }
    step.incidents.push_back({std::move(outcome.incident), version});
}

std::string page_of(care::Conversation const& talk) {
    return weibo::permalink(talk.root_author, talk.root);
}

}  // namespace

Desk::Desk(World world, Rules rules)
    : world_{std::move(world)}, rules_{std::move(rules)}, policy_id_{rules_.policy.id()} {}

void Desk::take_rules(Rules rules) {
    rules.policy.known = std::move(rules_.policy.known);
    rules.alerts.silences = std::move(rules_.alerts.silences);
    rules.alerts.burning = std::move(rules_.alerts.burning);
    rules_ = std::move(rules);
    policy_id_ = rules_.policy.id();
}

net::Task<Result<int>> Desk::clear_inbox(store::Tenure tenure) {
    auto const known = co_await recall_burning(tenure.account);
    if (!known) co_return known.error();
    int done = 0;
    int conflicts = 0;
    for (;;) {
        auto parcels = co_await world_.inbox.pending(tenure.account, items_a_step);
        if (!parcels) co_return parcels.error();
        if (parcels->empty()) co_return done;
        auto const worked = co_await work_on(tenure, *std::move(parcels));
        if (worked) {
            done += *worked;
            continue;
        }
        bool const again = worked.error().kind == Fault::conflict && ++conflicts < most_conflicts;
        if (!again) co_return worked.error();
    }
}

net::Task<Result<int>> Desk::work_on(store::Tenure tenure, std::vector<store::Parcel> parcels) {
    store::Step step;
    int items = 0;
    for (auto const& parcel : parcels) {
        step.consumed.push_back(parcel.id);
        items += static_cast<int>(parcel.items.size());
    }
    auto const mail = sort_mail(rules_.brand, parcels);
    auto loaded = co_await load_for(tenure.account, mail);
    if (!loaded) co_return loaded.error();
    auto const began = world_.clock.steady();
    auto added = add_all(rules_, loaded->ids, std::move(loaded->talks), mail);
    if (items > 0) {  // judging is nearly all of filing
        auto const took = std::chrono::duration<double>(world_.clock.steady() - began).count();
        world_.meters.observe("tone_seconds", {}, took / items);
    }
    step.counts["messages"] = added.messages;
    step.counts["replies"] = added.replies;
    for (auto const& one : mail.filed) {
        world_.meters.add("messages_total",
                          {{"account", tenure.account.text()},
                           {"kind", one.place.by_brand ? "reply" : std::string{to_text(one.said.kind)}}});
    }
    std::vector<care::Voice> voices;
    for (auto const& talk : added.talks)
        std::ranges::move(
            care::voices_in(talk.value, rules_.policy.tone(), world_.clock.now() - 24h, surges_),
            std::back_inserter(voices));
    auto const waits = waits_ended_by(mail, added.talks, rules_.policy);
    auto const committed = co_await judge_and_commit(tenure, std::move(added.talks), std::move(step));
    if (!committed) co_return committed.error();
    for (auto const wait : waits)
        world_.meters.observe("reply_seconds", {}, std::chrono::duration<double>(wait).count());
    for (auto& voice : voices)
        surges_.take(std::move(voice));
    auto const told = co_await follow_surges(tenure);
    if (!told) co_return told.error();
    co_return items;
}

/// The conversations that what arrived belongs to, and those of others who wait under the same posts where
/// that matters.
net::Task<Result<Desk::Loaded>> Desk::load_for(AccountId account, Mail const& mail) {
    Loaded loaded;
    loaded.ids = ids_of(rules_.brand, mail);
    auto posts = posts_to_look_under(mail);
    if (!posts.empty()) {
        auto const waiting = co_await world_.ledger.waiting_under(account, std::move(posts));
        if (!waiting) co_return waiting.error();
        std::unordered_set<ConversationId> const known{loaded.ids.begin(), loaded.ids.end()};
        std::ranges::copy_if(*waiting, std::back_inserter(loaded.ids),
                             [&](ConversationId const& id) { return !known.contains(id); });
    }
    if (loaded.ids.empty()) co_return loaded;
    auto talks = co_await world_.ledger.conversations(account, loaded.ids);
    if (!talks) co_return talks.error();
    loaded.talks = *std::move(talks);
    auto strays = strays_of(rules_, mail, loaded.ids, loaded.talks);
    if (strays.empty()) co_return loaded;
    std::ranges::copy(strays, std::back_inserter(loaded.ids));
    auto more = co_await world_.ledger.conversations(std::move(account), std::move(strays));
    if (!more) co_return more.error();
    std::ranges::move(*more, std::back_inserter(loaded.talks));
    co_return loaded;
}

net::Task<Result<void>> Desk::judge_and_commit(store::Tenure tenure, Talks talks, store::Step step) {
    std::vector<std::string> keys;
    for (auto const& talk : talks) {
        if (is_grave(talk.value)) keys.push_back(alert::fan_risk_key(talk.value.id));
        for (auto const reply : care::found_fine(talk.value))
            keys.push_back(alert::risk_key(reply));
        if (!has_passed_a_deadline(talk.value)) continue;
        keys.push_back(alert::waiting_key(talk.value.id));
        keys.push_back(alert::promise_key(talk.value.id));
    }
    Cases cases;
    if (!keys.empty()) {
        auto open = co_await world_.ledger.open_incidents(tenure.account, keys);
        if (!open) co_return open.error();
        std::vector<std::string> closed;
        for (std::size_t at = 0; at < keys.size(); ++at) {
            if ((*open)[at].version == 0) closed.push_back(keys[at]);
            cases.emplace(keys[at], std::move((*open)[at]));
        }
        auto ended = co_await lately_ended(tenure.account, std::move(closed));
        if (!ended) co_return ended.error();
        for (auto& [key, incident] : *ended)
            cases.insert_or_assign(key, std::move(incident));
    }
    for (auto& talk : talks)
        judge(std::move(talk), cases, step);
    auto const done = co_await commit(std::move(tenure), std::move(step));
    co_return done;
}

/// What has become of one trouble of a conversation: it opens, changes, or is over.
void Desk::follow(std::string const& key, std::optional<alert::Trouble> const& trouble,
                  std::string_view now_it_is, Cases& cases, store::Step& step) const {
    auto const now = world_.clock.now();
    auto const found = cases.find(key);
    bool const has_case = found != cases.end() && found->second.version != 0;
    bool const is_over = has_case && found->second.value.state == alert::IncidentState::resolved;
    if (is_over && trouble) {
        put(step, alert::reopen(rules_.alerts, found->second.value, *trouble, now), found->second.version);
    } else if (is_over) {
        return;
    } else if (trouble && has_case) {
        auto outcome = alert::update(rules_.alerts, found->second.value, *trouble, now);
        if (outcome.incident != found->second.value) put(step, std::move(outcome), found->second.version);
    } else if (trouble) {
        put(step, alert::open(rules_.alerts, *trouble, now), 0);
        ++step.counts["incidents"];
    } else if (has_case) {
        put(step, alert::resolve(rules_.alerts, found->second.value, {"clock", std::string{now_it_is}}, now),
            found->second.version);
    }
}

std::vector<care::Risk> Desk::canned_in(care::Conversation const& talk, care::Standing const& standing) {
    std::vector<care::Risk> risks;
    auto const now = world_.clock.now();
    for (auto const& event : talk.events) {
        auto const* reply = std::get_if<care::Replied>(&event.what);
        if (!reply || talk.fan.uid.none() || reply->automatic != care::Automatic::no || now - event.at > 24h)
            continue;
        if (canned_.place_of(reply->id, talk.fan.uid, reply->text, event.at) != care::canned_at) continue;
        bool const told_already = std::ranges::any_of(talk.events, [&](care::Event const& other) {
            auto const* passed = std::get_if<care::Passed>(&other.what);
            return passed && passed->which == care::Passed::Which::told && passed->asked == reply->id;
        });
        bool const is_graver =
            std::ranges::find(standing.risks, reply->id, &care::Risk::item) != standing.risks.end();
        if (!told_already && !is_graver) risks.push_back({care::Risk::What::canned, reply->id});
    }
    return risks;
}

void Desk::judge(store::Versioned<care::Conversation> talk, Cases& cases, store::Step& step) {
    auto const now = world_.clock.now();
    auto const standing = care::fold(talk.value, rules_.policy);
    alert::Waiting const waiting{rules_.brand.account, talk.value,          standing,
                                 rules_.policy.bands,  page_of(talk.value), rules_.alerts.language};
    auto const& id = talk.value.id;
    auto const state = care::to_text(standing.state);
    follow(alert::waiting_key(id), alert::waiting_trouble(waiting, now), state, cases, step);
    follow(alert::promise_key(id), alert::promise_trouble(waiting, now), "kept", cases, step);
    if (is_grave(talk.value))
        follow(alert::fan_risk_key(id), alert::fan_risk_trouble(waiting, now), state, cases, step);
    for (auto const reply : care::found_fine(talk.value))
        follow(alert::risk_key(reply), std::nullopt, "fine", cases, step);
    auto risks = standing.risks;
    std::ranges::copy(canned_in(talk.value, standing), std::back_inserter(risks));
    for (auto const& risk : risks) {
        put(step, alert::open(rules_.alerts, alert::risk_trouble(waiting, risk), now), 0);
        ++step.counts["incidents"];
        care::add(talk.value, {now, care::Passed{care::Passed::Which::told, risk.item, true}});
    }
    for (auto settled : standing.unsettled) {  // K24
        settled.policy = policy_id_;
        care::add(talk.value, {now, std::move(settled)});
    }

    store::ConversationChange change;
    change.level = care::level_of(standing);
    if (standing.state == care::State::waiting) {
        change.due_at = standing.deadlines.due_at;
        change.since = standing.waiting_since;
        change.warned = standing.warned && !standing.late;
    }
    for (auto const& promise : standing.promises)
        change.promise = std::min(change.promise.value_or(promise.due_at), promise.due_at);
    change.timer = care::next_deadline(standing);
    change.touched_at = now;
    change.now = std::move(talk);
    step.conversations.push_back(std::move(change));
}

net::Task<Result<void>> Desk::commit(store::Tenure tenure, store::Step step) {
    bool const news = !step.notices.empty();
    auto const incidents = step.incidents;
    auto const done = co_await world_.ledger.commit(std::move(tenure), std::move(step));
    for (auto const& [incident, version] : incidents) {
        if (done) learn_from(incident);
    }
    if (done && news) world_.outbox_filled();
    co_return done;
}

net::Task<Result<std::optional<TimePoint>>> Desk::keep_time(store::Tenure tenure) {
    auto const judged = co_await judge_anew(tenure);
    if (!judged) co_return judged.error();
    auto const recalled = co_await recall_day(tenure.account);
    if (!recalled) co_return recalled.error();
    auto const followed = co_await follow_surges(tenure);
    if (!followed) co_return followed.error();
    for (int conflicts = 0;;) {
        auto const due = co_await world_.ledger.due(tenure.account, world_.clock.now(), timers_a_step);
        if (!due) co_return due.error();
        if (due->conversations.empty() && due->incidents.empty()) co_return due->next;
        auto passed = co_await pass_deadlines(tenure, due->conversations);
        if (passed) passed = co_await climb(tenure, due->incidents);
        if (passed) continue;
        bool const again = passed.error().kind == Fault::conflict && ++conflicts < most_conflicts;
        if (!again) co_return passed.error();
    }
}

net::Task<Result<void>> Desk::pass_deadlines(store::Tenure tenure, std::vector<ConversationId> ids) {
    if (ids.empty()) co_return Result<void>{};
    auto loaded = co_await world_.ledger.conversations(tenure.account, std::move(ids));
    if (!loaded) co_return loaded.error();
    auto const now = world_.clock.now();
    Talks talks;
    for (auto& talk : *loaded) {
        if (talk.version == 0) continue;
        auto const standing = care::fold(talk.value, rules_.policy);
        if (auto passed = care::passed_deadline(standing, now)) {
            auto const deadline = care::next_deadline(standing).value_or(now);
            passed->observed = sees_all_;
            care::add(talk.value, care::Event{now, *passed});
            world_.meters.observe("deadline_lateness_seconds", {},
                                  std::chrono::duration<double>(now - deadline).count());
        }
        talks.push_back(std::move(talk));
    }
    store::Step step;
    auto const done = co_await judge_and_commit(std::move(tenure), std::move(talks), std::move(step));
    co_return done;
}

net::Task<Result<void>> Desk::climb(store::Tenure tenure, std::vector<IncidentId> ids) {
    if (ids.empty()) co_return Result<void>{};
    auto loaded = co_await world_.ledger.incidents(tenure.account, std::move(ids));
    if (!loaded) co_return loaded.error();
    store::Step step;
    for (auto& incident : *loaded) {
        if (incident.version == 0) continue;
        put(step, alert::step(rules_.alerts, std::move(incident.value), world_.clock.now()),
            incident.version);
    }
    auto const done = co_await commit(std::move(tenure), std::move(step));
    co_return done;
}

}  // namespace rw::app
