// A list as the platform keeps it, read over hours with crashes at every seam: whatever became visible in
// time is stored, and no reading asks for more than it may (weibo-api 5).
#include "weibo/paging.hpp"
#include "weibo/permalink.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace rw;
using weibo::ListPosition;
using weibo::PageFacts;
using weibo::PageQuery;
using weibo::Reading;

namespace {

auto const start = *from_rfc3339("2026-10-12T02:00:00Z");

class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_{seed} {}
    std::int64_t upto(std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>{0, most}(engine_);
    }
    bool one_in(std::int64_t n) { return upto(n - 1) == 0; }

private:
    std::mt19937_64 engine_;
};

struct Weather {
    bool cursors = true;  ///< next_cursor is filled; without it nothing may be filtered
    Span latest = 0s;     ///< items become visible up to so long after they were written
    bool busy = false;    ///< now and then, for ten minutes, more is written than one reading may fetch
};

/// What fans write, and who may see it when.
class FakeList {
public:
    struct Item {
        TimePoint visible_at;
        bool filtered = false;  ///< cut into the page, then taken out of it
    };
    struct Served {
        std::vector<WeiboId> ids;
        PageFacts facts;
    };

    void write(Dice& dice, TimePoint when, Weather const& weather) {
        WeiboId const id{weibo::first_id_at(when).value() + dice.upto((1 << 22) - 1)};
        auto const late =
            weather.latest > 0s && dice.one_in(4) ? Span{dice.upto(weather.latest.count())} : Span{0};
        items_[id] = {when + late, weather.cursors && dice.one_in(12)};
    }

    Served serve(PageQuery const& query, TimePoint now) const {
        Served served;
        auto left = query.count;
        auto const first = items_.upper_bound(query.since);
        auto const top = query.max.none() ? items_.end() : items_.upper_bound(query.max);
        for (auto at = top; first != items_.end() && at != items_.begin() && at != first;) {
            auto const& [id, item] = *--at;
            if (item.visible_at > now) continue;
            if (left-- == 0) {
                served.facts.next_cursor = id.value();
                break;
            }
            if (!item.filtered) served.ids.push_back(id);
        }
        served.facts.received = served.ids.size();
        if (!served.ids.empty()) served.facts.largest = served.ids.front();
        if (!served.ids.empty()) served.facts.smallest = served.ids.back();
        return served;
    }

    std::map<WeiboId, Item> const& items() const { return items_; }

private:
    std::map<WeiboId, Item> items_;
};

/// What a daemon keeps: a page and its position are stored together or not at all.
struct Store {
    std::set<WeiboId> seen;
    std::string position;
    int most_pages = 0;

    /// One reading, which dies after some page, before or after that was stored, when `dice` want it.
    void read(FakeList const& list, Reading::Settings settings, Weather const& weather, TimePoint now,
              Dice* dice) {
        Reading reading{*ListPosition::unpack(position), settings, now};
        int pages = 0;
        while (auto const query = reading.next()) {
            auto served = list.serve(*query, now);
            if (!weather.cursors) served.facts.next_cursor = 0;
            if (dice && dice->one_in(8)) return;
            reading.took(served.facts);
            seen.insert(served.ids.begin(), served.ids.end());
            position = reading.position().pack();
            if (dice && dice->one_in(8)) return;
            most_pages = std::max(most_pages, ++pages);
        }
    }
};

/// Three hours of life, then quiet until everything was read.
void live(std::uint64_t seed, Weather const& weather) {
    Dice dice{seed};
    FakeList list;
    Store store;
    Reading::Settings settings;
    settings.pages = static_cast<int>(9 + dice.upto(4));
    settings.count = static_cast<int>(35 + dice.upto(15));
    auto next_read = start;
    auto busy_until = start;
    auto now = start;
    for (; now < start + 3h; now += 1s) {
        if (dice.one_in(20)) list.write(dice, now, weather);
        if (weather.busy && dice.one_in(1200)) busy_until = now + 10min;
        if (now < busy_until) list.write(dice, now, weather);
        if (now < busy_until && dice.one_in(2)) list.write(dice, now, weather);
        if (now < next_read) continue;
        store.read(list, settings, weather, now, &dice);
        next_read = now + 30s + Span{dice.upto(500'000)};
    }
    bool unread = true;
    for (int quiet = 0; quiet < 1000 && unread; ++quiet, now += 3min) {
        store.read(list, settings, weather, now, nullptr);
        unread = quiet == 0 || !ListPosition::unpack(store.position)->gaps.empty();
    }
    CAPTURE(seed, list.items().size(), settings.count, settings.pages);
    CAPTURE(store.position, weather.cursors);
    CHECK_FALSE(unread);
    CHECK(store.most_pages <= settings.pages);
    CHECK(std::ranges::count_if(list.items(), [&](auto const& entry) {
              return !entry.second.filtered && !store.seen.contains(entry.first);
          }) == 0);
}

}  // namespace

TEST_CASE("no message is missed through pages, budgets and crashes", "[weibo][property]") {
    auto const cursors = GENERATE(true, false);
    for (std::uint64_t seed = 1; seed <= 25; ++seed)
        live(seed, {cursors, 0s, true});
}

TEST_CASE("no message is missed that becomes visible late, within the overlap", "[weibo][property]") {
    auto const cursors = GENERATE(true, false);
    for (std::uint64_t seed = 1; seed <= 25; ++seed)
        live(seed, {cursors, 117s, false});
}

TEST_CASE("no message is missed that becomes visible late while much is written", "[weibo][property]") {
    auto const cursors = GENERATE(true, false);
    for (std::uint64_t seed = 1; seed <= 25; ++seed)
        live(seed, {cursors, 117s, true});
}
