// The features of a case: of a fan's message, and of a reply with the message that it answers.
#pragma once

#include "tone/judge.hpp"
#include "tone/reading.hpp"

namespace rw::tone {

/// Tells what kind of message a fan's is, as far as it decides what may be answered.
class Groups {
public:
    Groups() = default;
    explicit Groups(Reader const& reader);
    Group of(Scored const& fan) const;

private:
    std::optional<std::uint32_t> loss_;  ///< a death, a miscarriage, a ruin
    std::optional<std::uint32_t> hurt_;  ///< injury, hospital
};

std::vector<Feature> fan_features(Reading const& reading);
std::vector<Feature> reply_features(Reading const& reading, Scored const& parent, ReplyCase const& one);

}  // namespace rw::tone
