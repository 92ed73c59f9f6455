// From the platform's objects to utterances.
#pragma once

#include "core/utterance.hpp"
#include "weibo/objects.hpp"

namespace rw::weibo {

Utterance utterance_of(Comment comment, Kind kind, TimePoint seen_at);
/// A post is its own root; what it reposts is its parent.
Utterance utterance_of(Status status, Kind kind, TimePoint seen_at);

}  // namespace rw::weibo
