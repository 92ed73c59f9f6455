// The stored form of conversations. A conversation with a 200-byte text takes about 300 bytes.
#include "store/pack.hpp"
#include "store/records.hpp"
#include "store/records_said.hpp"

namespace rw::store {
namespace {

using namespace care;

// An event is: 1 its kind, 2 when, and from 3 on what its kind needs. Kinds are numbered here for good.
enum EventKind : std::uint64_t {
    asked = 1,
    replied,
    claimed,
    released,
    closed,
    passed,
    withdrawn,
    reply_withdrawn,
    edited,
    misdirected,
    reopened,
    paused,
    resumed,
    covered,
    moved_to_private,
    reclassified,
    settled,
    removed_by_brand,
    rejudged,
    spread
};

void put(Packer& out, Asked const& e, TimePoint at) {
    out.number(1, EventKind::asked).instant(2, at).whole(3, e.id.value());
    out.number(4, static_cast<std::uint64_t>(e.kind)).whole(5, lag(e.seen_at, at)).text(6, e.text);
    out.text(7, pack_verdict(e.verdict)).number(8, e.history ? 1 : 0);
}
void put(Packer& out, Edited const& e, TimePoint at) {
    out.number(1, EventKind::edited).instant(2, at).whole(3, e.id.value()).whole(5, lag(e.seen_at, at));
    out.text(6, e.text).text(7, pack_verdict(e.verdict));
}
void put(Packer& out, Replied const& e, TimePoint at) {
    out.number(1, EventKind::replied).instant(2, at).whole(3, e.id.value()).whole(4, e.by.value());
    out.whole(5, lag(e.seen_at, at)).text(6, e.text).number(7, static_cast<std::uint64_t>(e.how));
    out.number(8, static_cast<std::uint64_t>(e.automatic)).text(9, e.signed_by).text(10, e.on_duty);
    if (e.promises) out.instant(11, *e.promises);
    if (!e.to.none()) out.whole(12, e.to.value());
    if (e.verdict.misstep) out.text(13, pack_verdict(e.verdict));
    if (!e.judged_with.none()) out.whole(14, e.judged_with.value());
    if (!e.strange_client.empty()) out.text(15, e.strange_client);
    if (e.verdict.delicate) out.number(16, 1);
}
void put(Packer& out, Claimed const& e, TimePoint at) {
    out.number(1, EventKind::claimed).instant(2, at).text(3, e.by).text(4, e.given_by).instant(5, e.until);
}
void put(Packer& out, Closed const& e, TimePoint at) {
    out.number(1, EventKind::closed).instant(2, at).text(3, e.by).text(4, e.outcome);
}
void put(Packer& out, Paused const& e, TimePoint at) {
    out.number(1, EventKind::paused).instant(2, at).text(3, e.by).text(4, e.reason).instant(5, e.until);
}
void put(Packer& out, Covered const& e, TimePoint at) {
    out.number(1, EventKind::covered).instant(2, at).text(3, e.by).text(4, e.statement);
}
void put(Packer& out, Reclassified const& e, TimePoint at) {
    out.number(1, EventKind::reclassified).instant(2, at).text(3, e.by).whole(5, e.id.value());
    out.number(6, static_cast<std::uint64_t>(e.label));
}
/// Its label as one more than its number; 0: none.
void put(Packer& out, Rejudged const& e, TimePoint at) {
    out.number(1, EventKind::rejudged).instant(2, at).text(3, e.by).whole(5, e.id.value());
    out.number(6, e.label ? static_cast<std::uint64_t>(*e.label) + 1 : 0);
}
void put(Packer& out, Spread const& e, TimePoint at) {
    out.number(1, EventKind::spread).instant(2, at).whole(3, e.id.value()).whole(5, e.likes);
    out.number(6, static_cast<std::uint64_t>(e.reposts));
}
void put(Packer& out, Settled const& e, TimePoint at) {
    out.number(1, EventKind::settled).instant(2, at).whole(3, e.asked.value()).text(4, e.policy);
    out.instant(5, e.due_at);
}
void put(Packer& out, Passed const& e, TimePoint at) {
    out.number(1, EventKind::passed).instant(2, at).whole(3, e.asked.value());
    out.number(4, static_cast<std::uint64_t>(e.which)).number(5, e.observed ? 0 : 1);
}

/// What needs no more than who did it, or which item it is about.
EventKind kind_of(Released const&) {
    return EventKind::released;
}
EventKind kind_of(Reopened const&) {
    return EventKind::reopened;
}
EventKind kind_of(Resumed const&) {
    return EventKind::resumed;
}
EventKind kind_of(MovedToPrivate const&) {
    return EventKind::moved_to_private;
}
EventKind kind_of(Misdirected const&) {
    return EventKind::misdirected;
}
EventKind kind_of(Withdrawn const&) {
    return EventKind::withdrawn;
}
EventKind kind_of(ReplyWithdrawn const&) {
    return EventKind::reply_withdrawn;
}
EventKind kind_of(RemovedByBrand const&) {
    return EventKind::removed_by_brand;
}

template <class Fact>
void put(Packer& out, Fact const& e, TimePoint at) {
    out.number(1, kind_of(e)).instant(2, at);
    if constexpr (requires { e.by; }) {
        out.text(3, e.by);
    } else {
        out.whole(3, e.id.value());
    }
}
void put(Packer&, Unknown const&, TimePoint) {}

std::string pack_event(Event const& event) {
    if (auto const* unknown = std::get_if<Unknown>(&event.what)) return unknown->bytes;
    Packer out;
    std::visit([&](auto const& what) { put(out, what, event.at); }, event.what);
    return std::move(out).take();
}

Asked read_asked(Unpacker in, TimePoint at) {
    Asked e;
    e.seen_at = at;
    while (in.next())
        switch (in.field()) {
            case 3: e.id = WeiboId{in.whole()}; break;
            case 4: e.kind = static_cast<Kind>(in.number()); break;
            case 5: e.seen_at = at + Span{in.whole()}; break;
            case 6: e.text = in.text(); break;
            case 7: e.verdict = unpack_verdict(in.text()); break;
            case 8: e.history = in.number() != 0; break;
            default: break;
        }
    return e;
}

Replied read_replied(Unpacker in, TimePoint at) {
    Replied e;
    bool delicate = false;
    e.seen_at = at;
    while (in.next())
        switch (in.field()) {
            case 3: e.id = WeiboId{in.whole()}; break;
            case 4: e.by = Uid{in.whole()}; break;
            case 5: e.seen_at = at + Span{in.whole()}; break;
            case 6: e.text = in.text(); break;
            case 7: e.how = static_cast<MatchedBy>(in.number()); break;
            case 8: e.automatic = static_cast<Automatic>(in.number()); break;
            case 9: e.signed_by = in.text(); break;
            case 10: e.on_duty = in.text(); break;
            case 11: e.promises = in.instant(); break;
            case 12: e.to = Uid{in.whole()}; break;
            case 13: e.verdict = unpack_reply_verdict(in.text()); break;
            case 14: e.judged_with = WeiboId{in.whole()}; break;
            case 15: e.strange_client = in.text(); break;
            case 16: delicate = in.number() != 0; break;
            default: break;
        }
    e.verdict.delicate = delicate;
    return e;
}

/// Nothing when it is a deadline that a newer version knows.
std::optional<Passed> read_passed(Unpacker in) {
    Passed e;
    std::uint64_t which = 0;
    while (in.next())
        switch (in.field()) {
            case 3: e.asked = WeiboId{in.whole()}; break;
            case 4: which = in.number(); break;
            case 5: e.observed = in.number() == 0; break;
            default: break;
        }
    if (which > static_cast<std::uint64_t>(Passed::Which::told)) return std::nullopt;
    e.which = static_cast<Passed::Which>(which);
    return e;
}

Edited read_edited(Unpacker in, TimePoint at) {
    Edited e;
    e.seen_at = at;
    while (in.next())
        switch (in.field()) {
            case 3: e.id = WeiboId{in.whole()}; break;
            case 5: e.seen_at = at + Span{in.whole()}; break;
            case 6: e.text = in.text(); break;
            case 7: e.verdict = unpack_verdict(in.text()); break;
            default: break;
        }
    return e;
}

/// The fields of everything that is short: who, a text, an instant, an item, a label.
struct Few {
    WeiboId id;               // 3 as a number
    std::string by;           // 3 as a text
    std::string text;         // 4
    std::int64_t number = 0;  // 5: an instant, or an item
    std::uint64_t label = 0;  // 6: a label, or a count
};

Few read_few(Unpacker in) {
    Few few;
    while (in.next())
        switch (in.field()) {
            case 3:
                few.id = WeiboId{in.whole()};
                few.by = in.text();
                break;
            case 4: few.text = in.text(); break;
            case 5: few.number = in.whole(); break;
            case 6: few.label = in.number(); break;
            default: break;
        }
    return few;
}

/// Nothing when the kind is one of a newer version.
std::optional<decltype(Event::what)> read_short(std::uint64_t kind, Unpacker in) {
    auto const few = read_few(in);
    auto const when = from_millis(few.number);
    switch (kind) {
        case EventKind::claimed: return Claimed{few.by, few.text, when};
        case EventKind::released: return Released{few.by};
        case EventKind::closed: return Closed{few.by, few.text};
        case EventKind::reopened: return Reopened{few.by};
        case EventKind::paused: return Paused{few.by, when, few.text};
        case EventKind::resumed: return Resumed{few.by};
        case EventKind::covered: return Covered{few.by, few.text};
        case EventKind::moved_to_private: return MovedToPrivate{few.by};
        case EventKind::reclassified:
            return Reclassified{few.by, WeiboId{few.number}, static_cast<tone::FanLabel>(few.label)};
        case EventKind::rejudged: {
            Rejudged said{few.by, WeiboId{few.number}, std::nullopt};
            if (few.label > 0) said.label = static_cast<tone::ReplyLabel>(few.label - 1);
            return said;
        }
        case EventKind::spread: return Spread{few.id, few.number, static_cast<std::int64_t>(few.label)};
        case EventKind::settled: return Settled{few.id, few.text, when};
        case EventKind::misdirected: return Misdirected{few.id};
        case EventKind::withdrawn: return Withdrawn{few.id};
        case EventKind::reply_withdrawn: return ReplyWithdrawn{few.id};
        case EventKind::removed_by_brand: return RemovedByBrand{few.id};
        default: return std::nullopt;
    }
}

Event unpack_event(std::string_view bytes) {
    Event event;
    Unpacker in{bytes};
    std::uint64_t const kind = in.next() && in.field() == 1 ? in.number() : 0;
    if (in.next() && in.field() == 2) event.at = in.instant();
    std::optional<decltype(Event::what)> what;
    switch (kind) {
        case EventKind::asked: what = read_asked(in, event.at); break;
        case EventKind::edited: what = read_edited(in, event.at); break;
        case EventKind::replied: what = read_replied(in, event.at); break;
        case EventKind::passed: what = read_passed(in); break;
        default: what = read_short(kind, in); break;
    }
    event.what = what ? *std::move(what) : Unknown{kind, std::string{bytes}};
    return event;
}

std::string pack_crowd(Crowd const& crowd) {
    if (crowd.empty()) return {};
    Packer out;
    out.number(1, crowd.comments).number(2, crowd.critical).instant(3, crowd.last_at);
    out.whole(4, crowd.gravest.value()).number(5, crowd.risk).text(6, crowd.text);
    return std::move(out).take();
}

Crowd unpack_crowd(std::string_view bytes) {
    Crowd crowd;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: crowd.comments = static_cast<std::uint32_t>(in.number()); break;
            case 2: crowd.critical = static_cast<std::uint32_t>(in.number()); break;
            case 3: crowd.last_at = in.instant(); break;
            case 4: crowd.gravest = WeiboId{in.whole()}; break;
            case 5: crowd.risk = static_cast<std::uint8_t>(in.number()); break;
            case 6: crowd.text = in.text(); break;
            default: break;
        }
    return crowd;
}

}  // namespace

std::string pack(Conversation const& conversation) {
    Packer out;
    out.whole(1, conversation.root.value()).whole(2, conversation.root_author.value());
    out.text(3, pack_person(conversation.fan)).number(4, static_cast<std::uint64_t>(conversation.kind));
    out.number(5, conversation.dropped);
    for (auto const& event : conversation.events)
        out.text(6, pack_event(event));
    out.text(7, pack_crowd(conversation.crowd)).whole(8, conversation.post.value());
    return std::move(out).take();
}

std::optional<Conversation> unpack_conversation(ConversationId const& id, std::string_view bytes) {
    Conversation conversation;
    conversation.id = id;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: conversation.root = WeiboId{in.whole()}; break;
            case 2: conversation.root_author = Uid{in.whole()}; break;
            case 3: conversation.fan = unpack_person(in.text()); break;
            case 4: conversation.kind = static_cast<Kind>(in.number()); break;
            case 5: conversation.dropped = static_cast<std::uint32_t>(in.number()); break;
            case 6: conversation.events.push_back(unpack_event(in.text())); break;
            case 7: conversation.crowd = unpack_crowd(in.text()); break;
            case 8: conversation.post = WeiboId{in.whole()}; break;
            default: break;
        }
    if (in.broken()) return std::nullopt;
    if (conversation.post.none()) conversation.post = conversation.root;  // as it was before posts were kept
    return conversation;
}

}  // namespace rw::store
