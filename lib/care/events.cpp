#include "care/events.hpp"

namespace rw::care {
namespace {

template <class... Ways>
struct Overloaded : Ways... {
    using Ways::operator()...;
};

}  // namespace

std::string_view to_text(MatchedBy how) {
    switch (how) {
        case MatchedBy::parent_comment: return "reply_comment";
        case MatchedBy::parent_author: return "root_and_fan";
        case MatchedBy::fans_own_post: return "fans_own_post";
        case MatchedBy::repost: return "repost";
        case MatchedBy::named: return "named";
        case MatchedBy::by_text: return "text";
    }
    return "reply_comment";
}

double confidence(MatchedBy how) {
    switch (how) {
        case MatchedBy::parent_comment:
        case MatchedBy::parent_author:
        case MatchedBy::repost: return 1;
        case MatchedBy::fans_own_post:
        case MatchedBy::named: return 0.9;
        case MatchedBy::by_text: return 0.5;
    }
    return 0;
}

std::string_view to_text(Automatic why) {
    switch (why) {
        case Automatic::no: return "no";
        case Automatic::marked: return "marked";
        case Automatic::source: return "source";
        case Automatic::text: return "text";
        case Automatic::quick: return "quick";
    }
    return "no";
}

std::string_view name_of(Event const& event) {
    using Name = std::string_view;
    return std::visit(
        Overloaded{
            [](Asked const& e) -> Name { return e.verdict.has(tone::FanLabel::prod) ? "prodded" : "asked"; },
            [](Edited const&) -> Name { return "edited"; },
            [](Replied const& e) -> Name {
                return e.automatic == Automatic::no ? "replied" : "auto_replied";
            },
            [](Misdirected const&) -> Name { return "misdirected"; },
            [](Claimed const& e) -> Name { return e.given_by.empty() ? "claimed" : "assigned"; },
            [](Released const&) -> Name { return "released"; },
            [](Closed const&) -> Name { return "closed"; },
            [](Reopened const&) -> Name { return "reopened"; },
            [](Paused const&) -> Name { return "paused"; },
            [](Resumed const&) -> Name { return "resumed"; },
            [](Covered const&) -> Name { return "covered"; },
            [](MovedToPrivate const&) -> Name { return "moved_to_private"; },
            [](Reclassified const&) -> Name { return "reclassified"; },
            [](Rejudged const&) -> Name { return "rejudged"; },
            [](Spread const&) -> Name { return "spread"; },
            [](Passed const& e) -> Name {
                switch (e.which) {
                    case Passed::Which::warn: return "warned";
                    case Passed::Which::ceiling: return "breached";
                    case Passed::Which::expiry: return "expired";
                    case Passed::Which::aged: return "aged";
                    case Passed::Which::promise: return "promise_broken";
                    case Passed::Which::told: return "risk_told";
                }
                return "unknown";
            },
            [](Settled const&) -> Name { return "settled"; },
            [](Withdrawn const&) -> Name { return "withdrawn"; },
            [](ReplyWithdrawn const&) -> Name { return "reply_withdrawn"; },
            [](RemovedByBrand const&) -> Name { return "removed_by_brand"; },
            [](Unknown const&) -> Name { return "unknown"; }},
        event.what);
}

}  // namespace rw::care
