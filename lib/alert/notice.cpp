#include "alert/notice.hpp"

#include "core/hash.hpp"

#include <array>

namespace rw::alert {
namespace {

constexpr std::array<std::string_view, 7> news_names{"incident.opened",
                                                     "incident.updated",
                                                     "incident.escalated",
                                                     "incident.repeated",
                                                     "incident.acknowledged",
                                                     "incident.resolved",
                                                     "digest"};
constexpr std::array<std::string_view, 6> state_names{"pending", "sending", "retry",
                                                      "sent",    "dead",    "dropped"};

}  // namespace

std::string_view to_text(News news) {
    return news_names[static_cast<std::size_t>(news) % news_names.size()];
}
std::string_view to_text(NoticeState state) {
    return state_names[static_cast<std::size_t>(state) % state_names.size()];
}

NoticeId notice_id(IncidentId const& incident, News news, int step, ChannelId const& channel) {
    auto const name = incident.text() + "\n" + std::string{to_text(news)} + "\n" + std::to_string(step) +
                      "\n" + channel.text();
    return NoticeId{base32(fnv1a(name))};
}

}  // namespace rw::alert
