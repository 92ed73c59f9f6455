#include "care/chronicle.hpp"

#include "care/walk.hpp"
#include "care/wording.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace rw::care {
namespace {

constexpr std::int64_t widely_heard = 100'000;

Wait::End end_of(State state) {
    switch (state) {
        case State::waiting: return Wait::End::open;
        case State::answered: return Wait::End::answered;
        case State::covered: return Wait::End::covered;
        case State::closed: return Wait::End::closed;
        case State::withdrawn: return Wait::End::withdrawn;
        case State::removed: return Wait::End::removed;
    }
    return Wait::End::open;
}

/// The ceiling by which a wait that began with `asked` was judged; none when nobody has written it down yet.
std::optional<TimePoint> due_as_judged(Conversation const& talk, WeiboId asked) {
    std::optional<TimePoint> due;
    for (auto const& event : talk.events) {
        auto const* settled = std::get_if<Settled>(&event.what);
        if (settled && settled->asked == asked) due = settled->due_at;
    }
    return due;
}

class Chronicler {
public:
    Chronicler(Conversation const& talk, Policy const& policy, TimePoint now)
        : talk_{talk}, policy_{policy}, now_{now}, tier_{policy.tier_of(talk.fan)}, walk_{talk, policy} {}

    void add_waits(History& history) {
        for (auto const& past : walk_.past()) {
            auto wait = wait_of(past.open, past.messages);
            wait.end = end_of(past.end);
            wait.ended_at = past.ended_at;
            wait.ended_by = past.author.name;
            wait.outcome = past.outcome;
            auto const judged = due_as_judged(talk_, past.open.front().asked->id);
            wait.late = judged.value_or(due_of(past.open)) < past.ended_at;
            history.waits.push_back(std::move(wait));
        }
        if (walk_.open().empty()) return;
        auto wait = wait_of(walk_.open(), walk_.messages());
        wait.late = due_of(walk_.open()) <= now_;
        wait.holder = holder(walk_.standing(), now_);
        history.waits.push_back(std::move(wait));
    }

    void add_answers(std::unordered_set<Uid> const& executives, History& history) {
        for (auto const& given : walk_.given()) {
            Answer answer;
            answer.conversation = talk_.id;
            answer.root = talk_.root;
            answer.fan = talk_.fan.uid;
            answer.tier = tier_;
            answer.at = given.at;
            answer.operator_name = given.author.name;
            answer.executive = executives.contains(given.reply->by);
            answer.to = given.to;
            answer.letters = static_cast<int>(code_points(without_prefix(given.reply->text)));
            answer.letters_read = static_cast<int>(given.letters_read);
            answer.claimed_at = given.claimed_at;
            answer.off_hours = !policy_.calendar.open_at(given.at);
            history.answers.push_back(std::move(answer));
        }
    }

    void add_touches(History& history) const {
        for (auto const& event : talk_.events) {
            auto const* asked = std::get_if<Asked>(&event.what);
            if (asked && !asked->history) history.touches.push_back({talk_.fan.uid, event.at});
        }
    }

private:
    Wait wait_of(std::vector<Open> const& open, int messages) const {
        Wait wait;
        wait.conversation = talk_.id;
        wait.root = talk_.root;
        wait.fan = talk_.fan.uid;
        wait.form = talk_.kind;
        wait.heard = talk_.fan.followers > widely_heard ||
                     (talk_.fan.verified_type >= 0 && talk_.fan.verified_type <= 7);
        wait.tier = tier_;
        wait.kind = std::ranges::min_element(open, {}, &Open::kind)->kind;
        wait.asked_at = open.front().at;
        if (open.size() > 1) wait.last_at = open.back().at;
        wait.messages = messages;
        return wait;
    }
    TimePoint due_of(std::vector<Open> const& open) const {
        auto due = TimePoint::max();
        for (auto const& one : open)
            due = std::min(due, deadlines_of(one, tier_, policy_, walk_.pauses()).due_at);
        return due;
    }

    Conversation const& talk_;
    Policy const& policy_;
    TimePoint now_;
    Tier tier_;
    Walk walk_;
};

}  // namespace

void chronicle(Conversation const& talk, Policy const& policy, std::unordered_set<Uid> const& executives,
               TimePoint now, History& history) {
    if (talk.fan.uid.none()) return;  // the brand's words to nobody in particular
    Chronicler chronicler{talk, policy, now};
    chronicler.add_waits(history);
    chronicler.add_answers(executives, history);
    chronicler.add_touches(history);
}

}  // namespace rw::care
