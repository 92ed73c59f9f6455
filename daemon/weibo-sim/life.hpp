// Generated life: fans who ask, praise, complain and ask again; staff who answer in time, late, badly or
// never.
#pragma once

#include "weibo-sim/agenda.hpp"
#include "weibo-sim/dice.hpp"
#include "weibo-sim/director.hpp"
#include "weibo-sim/scenario.hpp"

#include <optional>
#include <set>

namespace rw::sim {

class Life {
public:
    /// All references must outlive this and the agenda.
    Life(Scenario const& scenario, World& world, Director& director, Agenda& agenda);

    /// Lets life begin at `from`; it goes on as long as the agenda is run.
    void begin(TimePoint from);
    /// `part.count` messages from `at` on, many at first.
    void burst(BurstPart const& part, TimePoint at);

private:
    struct Picked {
        std::string text;
        std::string topic;
        bool good = true;  ///< of replies
    };
    /// A message of a fan that may be answered.
    struct Matter {
        std::size_t brand = 0;
        WeiboId first;
        Uid fan;
        std::string of;
        std::string topic;
        Act act = Act::comment;
    };
    Span scaled(double millis) const;
    Span after(Delay const& delay);
    void post(std::size_t brand, TimePoint at);
    void arrive(std::size_t brand, TimePoint at);
    void next_arrival(std::size_t brand, TimePoint at);
    void speak(std::size_t brand, std::string of, TimePoint at);
    double per_minute(std::size_t brand) const;
    Cycle const& cycle(std::size_t brand) const;
    double busy(std::size_t brand, TimePoint at) const;
    void next_burst(std::size_t brand, TimePoint at);
    void sudden(std::size_t brand, TimePoint at);
    std::size_t index_of(std::string const& key) const;
    /// A line and what it is about.
    struct Message {
        Line line;
        std::string topic;
    };
    std::optional<Message> message(std::size_t brand, std::string const& of);
    void settle(Matter const& matter, TimePoint at);
    void answer(Matter const& matter, std::string const& tone, TimePoint at);
    void answer_as(Matter const& matter, std::string const& form, Picked const& words, TimePoint at);
    Line reply_line(Matter const& matter, std::string const& form);
    void deepen(Matter const& matter, Line line, TimePoint at);
    void garnish(Line& line);
    void rename_later(Uid fan, TimePoint at);
    void follow_up(Matter const& matter, WeiboId reply, bool good, TimePoint at);
    void prod(Matter const& matter, int turn, TimePoint at);
    void erase_later(WeiboId id, double median_millis, TimePoint at);

    /// What is looked for in the pools.
    struct Wish {
        std::string of;       ///< class
        std::string tone{};   ///< replies: empty is any but good
        std::string topic{};  ///< replies: of the message
    };
    using Choice = std::vector<PoolPart const*>;
    Choice const& choice(std::vector<PoolPart> const& pools, Wish const& wish, BrandPart const& brand);
    std::optional<Picked> pick(std::vector<PoolPart> const& pools, Wish const& wish, BrandPart const& brand);
    std::optional<Picked> one_of(std::vector<PoolPart const*> const& pools, BrandPart const& brand);
    std::string pick_weighted(std::map<std::string, double> const& weights, std::string fallback);
    std::string fill(std::string text, BrandPart const& brand);
    Fate const& fate_of(std::string const& of) const;

    Scenario const& scenario_;
    LifePart const& life_;
    World& world_;
    Director& director_;
    Agenda& agenda_;
    Dice dice_;
    std::vector<Uid> fans_;
    std::vector<std::size_t> posts_;  ///< per brand: which text comes next
    std::set<WeiboId> waiting_;       ///< fans who will ask again unless answered
    std::map<std::string, Choice> choices_;
};

}  // namespace rw::sim
