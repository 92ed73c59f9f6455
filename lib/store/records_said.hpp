// Parts of records that conversations and utterances have in common. For the records of `store` alone.
#pragma once

#include "care/events.hpp"
#include "store/pack.hpp"

#include <string>
#include <string_view>

namespace rw::store {

/// Milliseconds from an event to when it was seen; small, so it packs into few bytes.
std::int64_t lag(TimePoint seen_at, TimePoint at);

std::string pack_person(Person const& person);
Person unpack_person(std::string_view bytes);

std::string pack_verdict(tone::FanVerdict const& verdict);
std::string pack_verdict(tone::ReplyVerdict const& verdict);
tone::FanVerdict unpack_verdict(std::string_view bytes);
tone::ReplyVerdict unpack_reply_verdict(std::string_view bytes);

}  // namespace rw::store
