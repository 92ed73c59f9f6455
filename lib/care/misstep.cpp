#include "care/misstep.hpp"

#include "care/wording.hpp"

#include <algorithm>

namespace rw::care {
namespace {

using tone::ReplyLabel;

constexpr std::size_t shortest_repeated = 8;  // bytes: 好的 may be said again
constexpr Span long_wait = 24h;
constexpr int turns_of_a_loop = 3;
constexpr int risk_of_anger = 2;        // a mild word after a reply is no turn
constexpr std::int64_t few_likes = 10;  // of which nothing follows

Level level_of(ReplyLabel label) {
    switch (label) {
        case ReplyLabel::insult_to_injury:
        case ReplyLabel::legal_threat:
        case ReplyLabel::placeholder:
        case ReplyLabel::pii: return Level::red;
        case ReplyLabel::condescending:
        case ReplyLabel::mocking:
        case ReplyLabel::defensive: return Level::orange;
        default: return Level::yellow;
    }
}

bool speaks_of_the_wait(std::string_view text) {
    for (std::string_view const words :
         {"抱歉", "对不起", "不好意思", "久等", "晚了", "才看到", "才回", "刚看到", "迟"}) {
        if (text.find(words) != text.npos) return true;
    }
    return false;
}

/// Looks at one talk from the beginning.
class Observer {
public:
    Observer(Conversation const& talk, Calendar const& calendar)
        : calendar_{calendar}, gone_{withdrawn_items(talk)} {}

    void take(Asked const& asked, TimePoint at) {
        if (!waiting_since_ && asked.verdict.needs_reply) waiting_since_ = at;
        fan_is_angry_ = asked.verdict.risk > 0;
        if (!fan_is_angry_) turns_ = 0;
    }
    void take(Replied const& reply, TimePoint at) {
        if (reply.automatic != Automatic::no) return;
        find_twin(reply);
        bool const late = waiting_since_ && at - *waiting_since_ > long_wait;
        if (!reply.strange_client.empty()) put(Sign::What::strange_client, reply.id, {});
        if (late && !speaks_of_the_wait(reply.text)) put(Sign::What::late_and_cold, reply.id, {});
        if (late && is_odd_hour(at)) put(Sign::What::odd_hour, reply.id, {});
        if (fan_is_angry_ && ++turns_ == turns_of_a_loop) put(Sign::What::argue_loop, reply.id, {});
        waiting_since_.reset();
        said_.push_back(&reply);
    }
    std::vector<Sign> signs() && { return std::move(signs_); }

private:
    bool is_odd_hour(TimePoint at) const {
        constexpr Span morning = 6h;
        auto const local = calendar_.zone().local(at);
        return local - std::chrono::floor<std::chrono::days>(local) < morning && !calendar_.open_at(at);
    }
    void find_twin(Replied const& reply) {
        if (reply.text.size() < shortest_repeated) return;
        for (auto const* other : said_) {
            if (likeness(other->text, reply.text) < said_again) continue;
            bool const was_unsaid = gone_.contains(other->id);
            put(was_unsaid ? Sign::What::restated : Sign::What::repeated, reply.id, other->id);
            return;
        }
    }
    void put(Sign::What what, WeiboId reply, WeiboId other) { signs_.push_back({what, reply, other}); }

    Calendar const& calendar_;
    std::unordered_set<WeiboId> gone_;
    std::vector<Replied const*> said_;
    std::optional<TimePoint> waiting_since_;
    bool fan_is_angry_ = false;
    int turns_ = 0;
    std::vector<Sign> signs_;
};

/// Of what was said after an item.
std::int64_t likes_against(Conversation const& talk, WeiboId after) {
    std::int64_t most = 0;
    auto const hear = [&](WeiboId critic) {
        if (critic > after) most = std::max(most, spread_of(talk, critic).likes);
    };
    for (auto const& event : talk.events) {
        auto const* asked = std::get_if<Asked>(&event.what);
        if (asked && asked->verdict.risk > 0) hear(asked->id);
    }
    hear(talk.crowd.gravest);
    return most;
}

bool turned_after(Conversation const& talk, WeiboId reply) {
    auto const effect = effect_of(talk, reply);
    bool const angrier = effect.worse() && *effect.after >= risk_of_anger;
    return angrier || applause_of(talk, reply).for_the_critic();
}

}  // namespace

Level level_of(tone::ReplyVerdict const& verdict) {
    if (!verdict.misstep) return Level::none;
    auto level = Level::yellow;
    for (auto const label : verdict.labels())
        level = std::max(level, level_of(label));
    if (verdict.severity >= 3) return Level::red;
    return verdict.severity <= 1 ? std::min(level, Level::yellow) : level;
}

std::string_view rule_of(Sign::What what) {
    switch (what) {
        case Sign::What::repeated: return "B10";
        case Sign::What::late_and_cold: return "B28";
        case Sign::What::argue_loop: return "B25";
        case Sign::What::restated: return "B19";
        case Sign::What::strange_client: return "B20";
        case Sign::What::odd_hour: return "B21";
        case Sign::What::turned: return "F23";
    }
    return "B10";
}

std::vector<Sign> signs_of(Conversation const& talk, Calendar const& calendar) {
    Observer observer{talk, calendar};
    for (auto const& event : talk.events) {
        if (auto const* asked = std::get_if<Asked>(&event.what)) observer.take(*asked, event.at);
        if (auto const* reply = std::get_if<Replied>(&event.what)) observer.take(*reply, event.at);
    }
    auto signs = std::move(observer).signs();
    for (auto const& event : talk.events) {
        auto const* reply = std::get_if<Replied>(&event.what);
        bool const by_hand = reply && reply->automatic == Automatic::no;
        if (by_hand && turned_after(talk, reply->id)) signs.push_back({Sign::What::turned, reply->id, {}});
    }
    return signs;
}

Effect effect_of(Conversation const& talk, WeiboId reply) {
    Effect effect;
    bool said = false;
    for (auto const& event : talk.events) {
        auto const* other = std::get_if<Replied>(&event.what);
        if (said && other) break;  // from here on it is another reply's effect
        said = said || (other && other->id == reply);
        auto const* asked = std::get_if<Asked>(&event.what);
        if (!asked) continue;
        if (!said) {
            effect.before = asked->verdict.risk;
        } else {
            effect.after = std::max<int>(effect.after.value_or(0), asked->verdict.risk);
        }
    }
    return effect;
}

bool Applause::for_the_critic() const {
    return critic >= few_likes && critic > ours;
}

Spread spread_of(Conversation const& talk, WeiboId item) {
    for (auto const& event : talk.events) {
        auto const* spread = std::get_if<Spread>(&event.what);
        if (spread && spread->id == item) return *spread;
    }
    return {item};
}

std::int64_t most_reposts(Conversation const& talk) {
    std::int64_t most = 0;
    for (auto const& event : talk.events) {
        if (auto const* spread = std::get_if<Spread>(&event.what)) most = std::max(most, spread->reposts);
    }
    return most;
}

std::int64_t likes_against(Conversation const& talk) {
    return likes_against(talk, WeiboId{});
}

Applause applause_of(Conversation const& talk, WeiboId reply) {
    return {likes_against(talk, reply), spread_of(talk, reply).likes};
}

}  // namespace rw::care
