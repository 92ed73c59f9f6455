// Storms: the same complaint by several fans within an hour (F07), counted by when they wrote, so that
// reading a backlog is none.
#pragma once

#include "care/conversation.hpp"
#include "care/history.hpp"
#include "tone/judge.hpp"

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace rw::care {

/// One fan's complaint.
struct Voice {
    WeiboId item;
    ConversationId conversation;
    Uid fan;
    std::int64_t followers = -1;
    TimePoint at{};
    std::string text;
    tone::Topic topic;
};
struct Surge {
    WeiboId first;                              ///< its first voice: the storm's name
    std::string words;                          ///< of that voice
    std::vector<ConversationId> conversations;  ///< the first 200
    int fans = 0;            ///< distinct ones within the hour that ends with the last voice
    int usual = 0;           ///< as many would be nothing special at this hour
    std::int64_t reach = 0;  ///< followers of all of them
    TimePoint began{};
    TimePoint last{};
    bool orchestrated = false;  ///< nearly the same words, mostly from accounts that nobody follows
};

class Surges {
public:
    static constexpr Span window = 1h;
    static constexpr Span calm_after = 2h;

    /// Complaints that are usual in an hour of this weekday and time of day.
    void expect(double an_hour);
    /// In any order; a voice that is known already changes nothing.
    void take(Voice voice);
    bool knows(WeiboId item) const { return known_.contains(item); }
    /// A storm of this name has had a voice a moment ago.
    bool runs(WeiboId first, TimePoint now) const;
    /// Storms that have grown since they were asked for last, and are not over: three fans at least, and more
    /// than usual.
    std::vector<Surge> grown(TimePoint now);
    /// Matters of the last day that more than one fan has raised, the most fans first.
    struct Matter {
        Surge surge;
        std::vector<TimePoint> joined;  ///< when each distinct fan first spoke
    };
    std::vector<Matter> matters() const;
    /// Names of storms that were given out and have had no new voice for a while; they are forgotten.
    std::vector<WeiboId> calmed(TimePoint now);

private:
    struct Cluster {
        std::vector<Voice> voices;    ///< in order of time
        std::vector<bool> echoes;     ///< of each voice: nearly the words of the first
        int told = 0;                 ///< fans when it was given out last
        std::size_t looked_over = 0;  ///< voices when it was looked at last
    };
    static bool belongs(Voice const& voice, Cluster const& cluster);
    static void add(Cluster& cluster, Voice voice);
    static Surge surge_of(Cluster const& cluster);
    int threshold() const;

    std::deque<Cluster> clusters_;
    std::unordered_map<WeiboId, TimePoint> known_;  ///< of the last day
    double usual_ = 0;
};

/// The complaints of a talk since then that are not known yet: what bears a grievance, and is no history.
std::vector<Voice> voices_in(Conversation const& talk, tone::Judge const& judge, TimePoint since,
                             Surges const& known);

/// How many complaints an hour the account has had at this weekday and hour, the mean of the last four weeks.
double complaints_an_hour(History const& history, TimePoint now);

}  // namespace rw::care
