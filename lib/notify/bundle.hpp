// Which of the waiting notices travel together, and which need not travel any more. Pure.
#pragma once

#include "notify/deliver.hpp"

#include <optional>
#include <vector>

namespace rw::notify {

using Items = std::vector<Outbox::Item>;

/// Overtaken by what happened since: nobody needs to hear that a trouble began which is over, or be urged
/// about one that somebody has taken on; and an end is told only where the beginning was.
bool is_overtaken(Outbox::Item const& item);

/// Of what the outbox holds: what is due at `now`, and with it what waits for the same group and news, though
/// its own wait has not ended yet. A group's first notice sets the time for all (group_wait).
Items ripe(Items items, TimePoint now);

/// The notice as it is to be stored when it need not be sent now: overtaken, for a channel that nobody knows
/// (no `channel`) or that does not care, or left behind by a crash (delivery 6.3). Nothing when it is to be
/// sent.
std::optional<alert::Notice> settled(Outbox::Item const& item, Channel const* channel, TimePoint now);

struct Bundle {
    Items items;
    bool digest = false;
};
/// Each alone, the gravest first.
std::vector<Bundle> singles(Items items);
/// The bundles of one channel, the gravest first: notices of one group and news together. When there are more
/// of them than the channel takes at the moment, or it has just been stopped, everything becomes one digest.
std::vector<Bundle> bundles(Items items, int free, bool was_stopped);

}  // namespace rw::notify
