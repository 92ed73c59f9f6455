#include "config/chapter.hpp"

namespace rw::config {

std::vector<Chapter> chapters() {
    return {daemon_chapter(),     redis_chapter(), weibo_chapter(),   calendar_chapter(), tone_chapter(),
            account_chapter(),    bands_chapter(), channel_chapter(), person_chapter(),   schedule_chapter(),
            escalation_chapter(), route_chapter(), quiet_chapter(),   http_chapter(),     privacy_chapter()};
}

}  // namespace rw::config
