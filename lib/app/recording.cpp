#include "app/recording.hpp"

#include "care/matching.hpp"

#include <rapidjson/document.h>

#include <array>
#include <concepts>
#include <istream>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace rw::app {
namespace {

using care::Event;
using Value = rapidjson::Value;

/// `what` of each kind of event, in the order of the variant.
constexpr std::array<std::string_view, 20> names{
    "asked",     "edited",           "replied",          "misdirected", "claimed",
    "released",  "closed",           "reopened",         "paused",      "resumed",
    "covered",   "moved_to_private", "reclassified",     "passed",      "settled",
    "withdrawn", "reply_withdrawn",  "removed_by_brand", "rejudged",    "spread"};
static_assert(std::variant_size_v<decltype(Event::what)> == names.size() + 1, "all but Unknown");

std::string_view to_text(care::Passed::Which which) {
    switch (which) {
        case care::Passed::Which::warn: return "warn";
        case care::Passed::Which::ceiling: return "ceiling";
        case care::Passed::Which::expiry: return "expiry";
        case care::Passed::Which::aged: return "aged";
        case care::Passed::Which::promise: return "promise";
        case care::Passed::Which::told: return "told";
    }
    return "told";
}

template <class T>
constexpr T last_of();
template <>
constexpr Kind last_of<Kind>() {
    return Kind::message;
}
template <>
constexpr care::MatchedBy last_of<care::MatchedBy>() {
    return care::MatchedBy::by_text;
}
template <>
constexpr care::Automatic last_of<care::Automatic>() {
    return care::Automatic::quick;
}
template <>
constexpr tone::FanLabel last_of<tone::FanLabel>() {
    return tone::FanLabel::closing;
}
template <>
constexpr tone::ReplyLabel last_of<tone::ReplyLabel>() {
    return tone::ReplyLabel::wrong_target;
}
template <>
constexpr care::Passed::Which last_of<care::Passed::Which>() {
    return care::Passed::Which::told;
}

/// Writes each field that it is shown.
class Pen {
public:
    explicit Pen(Json& out) : out_{out} {}
    template <class T>
    void operator()(char const* name, T const& value) {
        if constexpr (std::is_same_v<T, std::optional<tone::ReplyLabel>>) {
            out_.key(name);
            value ? out_.value(to_text(*value)) : out_.null();
        } else if constexpr (std::is_enum_v<T>) {
            out_.field(name, to_text(value));
        } else {
            out_.field(name, value);
        }
    }

private:
    Json& out_;
};

/// Reads each field that it is shown; keeps the first thing that was not as expected.
class Eye {
public:
    explicit Eye(Value const& object) : object_{object} {}
    std::string const& trouble() const { return trouble_; }

    void operator()(char const* name, std::string& value) {
        auto const* found = member(name);
        if (found == nullptr || !found->IsString()) return expect(name, "a text");
        value.assign(found->GetString(), found->GetStringLength());
    }
    void operator()(char const* name, bool& value) {
        auto const* found = member(name);
        if (found == nullptr || !found->IsBool()) return expect(name, "true or false");
        value = found->GetBool();
    }
    template <std::integral T>
    void operator()(char const* name, T& value) {
        auto const* found = member(name);
        bool const good = found && found->IsInt64() && std::in_range<T>(found->GetInt64());
        if (!good) return expect(name, "a whole number");
        value = static_cast<T>(found->GetInt64());
    }
    void operator()(char const* name, TimePoint& value) {
        auto const* found = member(name);
        auto const when = found && found->IsString() ? from_rfc3339(found->GetString()) : std::nullopt;
        if (!when) return expect(name, "an instant, such as 2026-10-12T02:00:00.000Z");
        value = *when;
    }
    void operator()(char const* name, std::optional<TimePoint>& value) {
        auto const* found = member(name);
        if (found && found->IsNull()) return value.reset();
        (*this)(name, value.emplace());
    }
    void operator()(char const* name, std::optional<tone::ReplyLabel>& value) {
        auto const* found = member(name);
        if (found && found->IsNull()) return value.reset();
        (*this)(name, value.emplace());
    }
    template <class Kind>
    void operator()(char const* name, Id<Kind>& value) {
        std::string text;
        (*this)(name, text);
        value = Id<Kind>{std::move(text)};
    }
    template <class Kind>
    void operator()(char const* name, Number<Kind>& value) {
        auto const* found = member(name);
        std::string_view const digits = found && found->IsString() ? found->GetString() : "";
        auto const number = Number<Kind>::parse(digits);
        if (!number && digits != "0") return expect(name, "a number in quotes; 0 for none");
        value = number.value_or(Number<Kind>{});
    }
    template <class T>
        requires std::is_enum_v<T>
    void operator()(char const* name, T& value) {
        auto const* found = member(name);
        std::string_view const text = found && found->IsString() ? found->GetString() : "";
        std::string known;
        for (int at = 0; at <= static_cast<int>(last_of<T>()); ++at) {
            auto const one = static_cast<T>(at);
            if (to_text(one) == text) {
                value = one;
                return;
            }
            known += (known.empty() ? "" : ", ") + std::string{to_text(one)};
        }
        expect(name, "one of " + known);
    }

private:
    Value const* member(char const* name) const {
        auto const found = object_.FindMember(name);
        return found == object_.MemberEnd() ? nullptr : &found->value;
    }
    void expect(char const* name, std::string const& what) {
        if (trouble_.empty()) trouble_ = std::string{name} + ": expected " + what;
    }

    Value const& object_;
    std::string trouble_;
};

// Each fact's fields, once for writing and for reading.
template <class Io, class Fact>
void show(Io& io, Fact& e) {
    using T = std::remove_const_t<Fact>;
    if constexpr (requires { e.id; }) io("id", e.id);
    if constexpr (requires { e.asked; }) io("asked", e.asked);
    if constexpr (requires { e.by; }) io("by", e.by);
    if constexpr (std::is_same_v<T, care::Asked>) {
        io("kind", e.kind), io("seen_at", e.seen_at), io("text", e.text), io("history", e.history);
    } else if constexpr (std::is_same_v<T, care::Edited>) {
        io("seen_at", e.seen_at), io("text", e.text);
    } else if constexpr (std::is_same_v<T, care::Replied>) {
        io("to", e.to), io("seen_at", e.seen_at), io("text", e.text), io("how", e.how);
        io("automatic", e.automatic), io("judged_with", e.judged_with);
        io("strange_client", e.strange_client);
        io("signed_by", e.signed_by), io("on_duty", e.on_duty), io("promises", e.promises);
    } else if constexpr (std::is_same_v<T, care::Claimed>) {
        io("given_by", e.given_by), io("until", e.until);
    } else if constexpr (std::is_same_v<T, care::Closed>) {
        io("outcome", e.outcome);
    } else if constexpr (std::is_same_v<T, care::Paused>) {
        io("until", e.until), io("reason", e.reason);
    } else if constexpr (std::is_same_v<T, care::Covered>) {
        io("statement", e.statement);
    } else if constexpr (std::is_same_v<T, care::Reclassified>) {
        io("label", e.label);
    } else if constexpr (std::is_same_v<T, care::Rejudged>) {
        io("label", e.label);
    } else if constexpr (std::is_same_v<T, care::Spread>) {
        io("likes", e.likes), io("reposts", e.reposts);
    } else if constexpr (std::is_same_v<T, care::Passed>) {
        io("which", e.which), io("observed", e.observed);
    } else if constexpr (std::is_same_v<T, care::Settled>) {
        io("policy", e.policy), io("due_at", e.due_at);
    }
}

template <class Io, class Talk>
void show_head(Io& io, Talk& talk) {
    io("id", talk.id), io("root", talk.root), io("root_author", talk.root_author), io("post", talk.post);
    io("kind", talk.kind), io("dropped", talk.dropped);
}
template <class Io, class Fan>
void show_fan(Io& io, Fan& fan) {
    io("uid", fan.uid), io("name", fan.name), io("followers", fan.followers);
    io("verified_type", fan.verified_type);
}

/// The empty fact of the kind that is called so.
template <std::size_t at = 0>
bool begin(Event& event, std::string_view what) {
    if constexpr (at < names.size()) {
        if (names[at] != what) return begin<at + 1>(event, what);
        event.what.template emplace<at>();
        return true;
    } else {
        return false;
    }
}

std::string wrong_kind() {
    std::string known = "what: expected one of ";
    for (auto const name : names)
        known.append(name).append(name == names.back() ? "" : ", ");
    return known;
}

/// What was wrong with it; empty when nothing was.
std::string read(Value const& value, Event& event) {
    if (!value.IsObject()) return "expected an object";
    Eye eye{value};
    eye("at", event.at);
    std::string what;
    eye("what", what);
    if (!eye.trouble().empty()) return eye.trouble();
    if (!begin(event, what)) return wrong_kind();
    std::visit([&](auto& fact) { show(eye, fact); }, event.what);
    return eye.trouble();
}

std::string read_events(Value const& line, care::Conversation& talk) {
    auto const found = line.FindMember("events");
    if (found == line.MemberEnd() || !found->value.IsArray()) return "events: expected a list";
    for (auto const& value : found->value.GetArray()) {
        Event event;
        auto const trouble = read(value, event);
        auto const at = std::to_string(&value - found->value.Begin());
        if (!trouble.empty()) return "events[" + at + "]: " + trouble;
        talk.events.push_back(std::move(event));
    }
    return {};
}

std::string read(Value const& line, Recorded& recorded) {
    if (!line.IsObject()) return "expected an object";
    Eye eye{line};
    eye("account", recorded.account);
    show_head(eye, recorded.talk);
    if (!eye.trouble().empty()) return eye.trouble();
    auto const fan = line.FindMember("fan");
    if (fan == line.MemberEnd() || !fan->value.IsObject()) return "fan: expected an object";
    Eye on_fan{fan->value};
    show_fan(on_fan, recorded.talk.fan);
    if (!on_fan.trouble().empty()) return "fan." + on_fan.trouble();
    auto trouble = read_events(line, recorded.talk);
    if (trouble.empty()) judge_by({}, recorded.talk);
    return trouble;
}

}  // namespace

void judge_by(care::Policy const& policy, care::Conversation& talk) {
    std::map<WeiboId, care::Asked const*> asked_by_id;
    for (auto& event : talk.events) {
        if (auto* asked = std::get_if<care::Asked>(&event.what)) {
            asked->verdict = care::judge_words(asked->text, talk.fan, policy);
            asked_by_id[asked->id] = asked;
        }
        if (auto* edited = std::get_if<care::Edited>(&event.what))
            edited->verdict = care::judge_words(edited->text, talk.fan, policy);
    }
    if (talk.fan.uid.none()) return;  // what is kept with a post is judged where it answers somebody
    for (auto& event : talk.events) {
        auto* reply = std::get_if<care::Replied>(&event.what);
        if (reply == nullptr) continue;
        auto const found = asked_by_id.find(reply->judged_with);
        care::judge_reply(*reply, found == asked_by_id.end() ? nullptr : found->second, policy);
    }
}

void write(Json& out, AccountId const& account, care::Conversation const& talk) {
    Pen pen{out};
    out.object().field("account", account);
    show_head(pen, talk);
    out.key("fan").object();
    show_fan(pen, talk.fan);
    out.end_object().key("events").array();
    for (auto const& event : talk.events) {
        if (event.what.index() >= names.size()) continue;
        out.object().field("at", event.at).field("what", names.at(event.what.index()));
        std::visit([&](auto const& fact) { show(pen, fact); }, event.what);
        out.end_object();
    }
    out.end_array().end_object();
}

std::string to_line(AccountId const& account, care::Conversation const& talk) {
    Json out;
    write(out, account, talk);
    return out.text();
}

Result<Recorded> from_line(std::string_view line) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
    if (document.HasParseError()) {
        auto const at = std::to_string(document.GetErrorOffset() + 1);
        return Failure{Fault::bad_input, "expected a JSON object on one line, it is none from byte " + at};
    }
    Recorded recorded;
    auto trouble = read(document, recorded);
    if (!trouble.empty()) return Failure{Fault::bad_input, std::move(trouble)};
    return recorded;
}

Result<std::vector<Recorded>> read_recording(std::istream& lines) {
    std::vector<Recorded> all;
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line.empty()) continue;
        auto recorded = from_line(line);
        if (!recorded) return while_doing("line " + std::to_string(number), recorded.error());
        all.push_back(*std::move(recorded));
    }
    return all;
}

}  // namespace rw::app
