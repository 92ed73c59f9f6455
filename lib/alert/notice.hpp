// One entry of the outbox: one incident's news for one channel, and how its delivery stands.
#pragma once

#include "alert/incident.hpp"
#include "core/id.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rw::alert {

enum class News : std::uint8_t { opened, updated, escalated, repeated, acknowledged, resolved, digest };
std::string_view to_text(News news);  ///< `incident.opened`, … (contract 4)

enum class NoticeState : std::uint8_t {
    pending,  ///< to be sent at `due`
    sending,  ///< handed to the channel; if we die now its outcome is unknown
    retry,    ///< failed for now, again at `due`
    sent,     ///< the channel's own success was read
    dead,     ///< given up for good: kept for people to see and to send again
    dropped,  ///< overtaken before it was sent: somebody took it on, or it is over
};
std::string_view to_text(NoticeState state);

struct Attempt {
    TimePoint at{};
    std::string outcome;  ///< `ok`, `130101 send too fast`, `timed out`
    Span took{0};
    friend bool operator==(Attempt const&, Attempt const&) = default;
};

struct Notice {
    NoticeId id;  ///< hash of incident, number and channel: webhook-id, Message-ID, dedup key (delivery 6.3)
    IncidentId incident;
    AccountId account;
    ChannelId channel;
    std::vector<std::string> mention;
    News news = News::opened;
    int step = 0;
    std::string group;  ///< pending notices of one group, channel and news travel as one
    care::Level level = care::Level::yellow;
    NoticeState state = NoticeState::pending;
    TimePoint made_at{};
    TimePoint due{};                 ///< not before
    bool possibly_repeated = false;  ///< an earlier attempt may have arrived
    int tries = 0;                   ///< attempts that count towards giving up
    int shrink = 0;                  ///< how often the channel found it too long: it gets shorter each time
    std::vector<Attempt> attempts;   ///< at most 20, the latest
    NoticeId instead_of;             ///< another one could not be delivered in time; none: it is the first
    bool passed_on = false;          ///< another one was made in its place

    friend bool operator==(Notice const&, Notice const&) = default;
};

NoticeId notice_id(IncidentId const& incident, News news, int step, ChannelId const& channel);

}  // namespace rw::alert
