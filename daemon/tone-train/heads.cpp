#include "tone-train/heads.hpp"

namespace rw::lab {

std::vector<Aim> fan_aims() {
    std::vector<Aim> aims;
    for (std::size_t at = 0; at < tone::fan_label_count; ++at)
        aims.push_back({std::string{tone::to_text(static_cast<tone::FanLabel>(at))}, 1, false});
    constexpr double rather_sure = 0.7;
    // A prod that is none takes a question's place among the urgent.
    aims[static_cast<std::size_t>(tone::FanLabel::prod)].recall = rather_sure;
    aims.push_back({"needs_reply", 1, true});
    aims.push_back({"risk>=1", 1, false});
    aims.push_back({"risk>=2", rather_sure, false});  // who is woken for nothing sleeps the next time
    constexpr double miss_none = 1.5;
    aims.push_back({"risk>=3", miss_none, false});
    return aims;
}

std::vector<Aim> reply_aims() {
    std::vector<Aim> aims;
    for (std::size_t at = 0; at < tone::reply_label_count; ++at)
        aims.push_back({std::string{tone::to_text(static_cast<tone::ReplyLabel>(at))}, 1, false});
    constexpr double few_alarms = 0.3;  // most replies are good, and who is blamed for those listens no more
    aims.push_back({"misstep", few_alarms, false});
    aims.push_back({"severity>=2", 1, false});
    aims.push_back({"severity>=3", 1, false});
    return aims;
}

std::vector<std::uint8_t> answers(FanSample const& sample) {
    std::vector<std::uint8_t> is;
    for (std::size_t at = 0; at < tone::fan_label_count; ++at)
        is.push_back(sample.labels >> at & 1U);
    is.push_back(sample.needs_reply ? 1 : 0);
    for (int risk = 1; risk <= 3; ++risk)
        is.push_back(sample.risk >= risk ? 1 : 0);
    return is;
}

std::vector<std::uint8_t> answers(ReplySample const& sample) {
    std::vector<std::uint8_t> is;
    for (std::size_t at = 0; at < tone::reply_label_count; ++at)
        is.push_back(sample.labels >> at & 1U);
    is.push_back(sample.misstep ? 1 : 0);
    for (int severity = 2; severity <= 3; ++severity)
        is.push_back(sample.severity >= severity ? 1 : 0);
    return is;
}

}  // namespace rw::lab
