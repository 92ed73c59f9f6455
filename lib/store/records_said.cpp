// The stored form of what was said: by whom, how it was judged, and the utterance itself.
#include "store/records_said.hpp"

#include "store/records.hpp"

namespace rw::store {

std::int64_t lag(TimePoint seen_at, TimePoint at) {
    return (seen_at - at).count();
}

std::string pack_person(Person const& person) {
    Packer out;
    out.whole(1, person.uid.value())
        .text(2, person.name)
        .whole(3, person.followers)
        .whole(4, person.verified_type);
    return std::move(out).take();
}

Person unpack_person(std::string_view bytes) {
    Person person;
    person.followers = 0;
    person.verified_type = 0;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: person.uid = Uid{in.whole()}; break;
            case 2: person.name = in.text(); break;
            case 3: person.followers = in.whole(); break;
            case 4: person.verified_type = static_cast<int>(in.whole()); break;
            default: break;
        }
    return person;
}

/// A verdict is: 1 its level, 2 yes or no, 3 each reason.
template <class Label>
std::string pack_verdict(std::uint8_t level, bool yes, std::vector<tone::BasicReason<Label>> const& reasons) {
    Packer out;
    out.number(1, level).number(2, yes ? 1 : 0);
    for (auto const& reason : reasons) {
        Packer one;
        one.number(1, static_cast<std::uint64_t>(reason.label)).number(2, reason.rule);
        one.number(3, reason.start).number(4, reason.end);
        out.text(3, one.bytes());
    }
    return std::move(out).take();
}
std::string pack_verdict(tone::FanVerdict const& verdict) {
    return pack_verdict(verdict.risk, verdict.needs_reply, verdict.reasons);
}
std::string pack_verdict(tone::ReplyVerdict const& verdict) {
    return pack_verdict(verdict.severity, verdict.misstep, verdict.reasons);
}

template <class Label>
tone::BasicReason<Label> unpack_reason(std::string_view bytes) {
    tone::BasicReason<Label> reason{};
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: reason.label = static_cast<Label>(in.number()); break;
            case 2: reason.rule = static_cast<std::uint16_t>(in.number()); break;
            case 3: reason.start = static_cast<std::uint16_t>(in.number()); break;
            case 4: reason.end = static_cast<std::uint16_t>(in.number()); break;
            default: break;
        }
    return reason;
}

tone::FanVerdict unpack_verdict(std::string_view bytes) {
    tone::FanVerdict verdict;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: verdict.risk = static_cast<std::uint8_t>(in.number()); break;
            case 2: verdict.needs_reply = in.number() != 0; break;
            case 3: verdict.reasons.push_back(unpack_reason<tone::FanLabel>(in.text())); break;
            default: break;
        }
    return verdict;
}

tone::ReplyVerdict unpack_reply_verdict(std::string_view bytes) {
    tone::ReplyVerdict verdict;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: verdict.severity = static_cast<std::uint8_t>(in.number()); break;
            case 2: verdict.misstep = in.number() != 0; break;
            case 3: verdict.reasons.push_back(unpack_reason<tone::ReplyLabel>(in.text())); break;
            default: break;
        }
    return verdict;
}

std::string pack(Utterance const& said) {
    Packer out;
    out.whole(1, said.id.value())
        .number(2, static_cast<std::uint64_t>(said.kind))
        .whole(3, said.root.value());
    out.whole(4, said.root_author.value()).whole(5, said.parent.value()).whole(6, said.parent_author.value());
    out.text(7, pack_person(said.author))
        .text(8, said.text)
        .text(9, said.source)
        .instant(10, said.created_at);
    out.whole(11, lag(said.seen_at, said.created_at)).number(12, said.history ? 1 : 0);
    if (said.edited_at) out.instant(13, *said.edited_at);
    if (said.likes > 0) out.whole(14, said.likes);
    if (said.reposts > 0) out.whole(15, said.reposts);
    return std::move(out).take();
}

std::optional<Utterance> unpack_utterance(std::string_view bytes) {
    Utterance said;
    std::int64_t lag = 0;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: said.id = WeiboId{in.whole()}; break;
            case 2: said.kind = static_cast<Kind>(in.number()); break;
            case 3: said.root = WeiboId{in.whole()}; break;
            case 4: said.root_author = Uid{in.whole()}; break;
            case 5: said.parent = WeiboId{in.whole()}; break;
            case 6: said.parent_author = Uid{in.whole()}; break;
            case 7: said.author = unpack_person(in.text()); break;
            case 8: said.text = in.text(); break;
            case 9: said.source = in.text(); break;
            case 10: said.created_at = in.instant(); break;
            case 11: lag = in.whole(); break;
            case 12: said.history = in.number() != 0; break;
            case 13: said.edited_at = in.instant(); break;
            case 14: said.likes = in.whole(); break;
            case 15: said.reposts = in.whole(); break;
            default: break;
        }
    said.seen_at = said.created_at + Span{lag};
    if (in.broken()) return std::nullopt;
    return said;
}

}  // namespace rw::store
