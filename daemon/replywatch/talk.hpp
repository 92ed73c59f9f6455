// A conversation of the API, as people read it.
#pragma once

#include "core/time.hpp"
#include "words.hpp"

#include <rapidjson/document.h>

#include <string>

namespace rw::cli {

/// `@小***鱼`; who writes in private has a uid only.
std::string fan_of(rapidjson::Value const& talk);
/// `剩 13分钟`, `超 12分钟`; empty when nobody waits.
std::string left_in_words(Language language, rapidjson::Value const& talk);
/// What the queue says beside the holder: paused, probably answered, in private, …
std::string marks_of(Language language, rapidjson::Value const& talk, TimePoint now);
/// `（到 18:00）`; empty where the member is null.
std::string until_words(Language language, rapidjson::Value const& of, char const* member, TimePoint now);

/// How it stands, then its timeline, a line each.
std::string in_full(Language language, rapidjson::Value const& talk, TimePoint now);

}  // namespace rw::cli
