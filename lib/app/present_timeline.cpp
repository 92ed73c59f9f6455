// The log as people read it: who did what when, in the order in which it happened.
#include "app/present_parts.hpp"

#include <type_traits>

namespace rw::app {
namespace {

using namespace care;

/// Who did it, and the words that go with it.
struct Line {
    std::string actor;
    std::string text;
    std::optional<TimePoint> until = std::nullopt;
};

Line line_of(Asked const& e) {
    return {"fan", e.text};
}
Line line_of(Edited const& e) {
    return {"fan", e.text};
}
Line line_of(Replied const& e) {
    return {e.by.text(), e.text};
}
Line line_of(Claimed const& e) {
    return {e.by, e.given_by, e.until == TimePoint{} ? std::nullopt : std::optional{e.until}};
}
Line line_of(Closed const& e) {
    return {e.by, e.outcome};
}
Line line_of(Paused const& e) {
    return {e.by, e.reason, e.until};
}
Line line_of(Covered const& e) {
    return {e.by, e.statement};
}
Line line_of(Reclassified const& e) {
    return {e.by, std::string{tone::to_text(e.label)}};
}
Line line_of(Rejudged const& e) {
    return {e.by, std::string{e.label ? tone::to_text(*e.label) : "fine"}};
}
Line line_of(Spread const& e) {
    auto const passed_on = e.reposts > 0 ? " ↻ " + std::to_string(e.reposts) : std::string{};
    return {"crowd", "♥ " + std::to_string(e.likes) + passed_on};
}
Line line_of(Passed const&) {
    return {"clock", {}};
}
Line line_of(Settled const& e) {
    return {"clock", e.policy};
}
Line line_of(Unknown const&) {
    return {};
}
/// What is left: what a person did, or an item that is gone or strays.
template <class Fact>
Line line_of(Fact const& e) {
    if constexpr (requires { e.by; }) {
        return {e.by, {}};
    } else {
        bool const fans = std::is_same_v<Fact, Withdrawn>;
        return {fans ? "fan" : "brand", e.id.text()};
    }
}

/// The message or reply that it is about; none where it is about the conversation.
template <class Fact>
WeiboId item_of(Fact const& e) {
    if constexpr (requires { e.id; }) {
        return e.id;
    } else if constexpr (requires { e.asked; }) {
        return e.asked;
    } else {
        return {};
    }
}

std::string_view what_of(Event const& event, Items const& items) {
    auto const* reply = std::get_if<Replied>(&event.what);
    bool const quick = reply && items.automatic(*reply) == Automatic::quick;
    return quick ? "auto_replied" : name_of(event);
}

}  // namespace

void write_timeline(Json& out, Items const& items) {
    out.key("timeline").array();
    for (auto const& event : items.events) {
        auto const line = std::visit([](auto const& what) { return line_of(what); }, event.what);
        auto const item = std::visit([](auto const& what) { return item_of(what); }, event.what);
        out.object().field("at", event.at).field("what", what_of(event, items)).field("actor", line.actor);
        out.field("text", line.text);
        if (line.until) out.field("until", *line.until);
        if (!item.none()) out.field("of", item);
        out.end_object();
    }
    out.end_array();
}

}  // namespace rw::app
