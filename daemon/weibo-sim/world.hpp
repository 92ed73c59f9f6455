// Everything that was written, and which list shows it. Pure: time is given, nothing is sent.
#pragma once

#include "core/result.hpp"
#include "weibo-sim/dice.hpp"
#include "weibo-sim/item.hpp"
#include "weibo-sim/letter.hpp"
#include "weibo-sim/people.hpp"

#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace rw::sim {

/// Ids of what is visible and not deleted, oldest first.
using Timeline = std::vector<std::int64_t>;

/// The lists of one account.
struct Shelf {
    Timeline mentions;          ///< statuses that name the account or repost it
    Timeline comment_mentions;  ///< comments that name it
    Timeline to_me;             ///< comments under its statuses, and replies to its comments
    Timeline by_me;             ///< comments it wrote
    Timeline around;            ///< to_me and by_me together
    Timeline statuses;          ///< what it posted
};

/// That something has stood in a list, whatever became of it.
struct Appearance {
    std::int64_t id;
    Uid author;
    TimePoint since;
};
using Past = std::vector<Appearance>;  ///< in the order of appearance
constexpr std::size_t shelf_lists = 6;
/// How the lists of a shelf are called, in the order of `list_of`.
constexpr std::string_view list_names[shelf_lists] = {"mentions", "comment_mentions", "to_me",
                                                      "by_me",    "timeline",         "statuses"};

/// What the red badges of the account say. They never fall by reading (weibo-api 4.3).
struct Unread {
    std::int64_t comments = 0;
    std::int64_t mentions = 0;
    std::int64_t comment_mentions = 0;
    std::int64_t letters = 0;  ///< private messages
};

class World {
public:
    /// `zero_width`: share of texts that end in U+200B (weibo-api 3.6). Of more than `most` items the oldest
    /// are forgotten.
    explicit World(std::uint64_t seed, double zero_width = 0, std::size_t most = 200'000)
        : dice_{seed}, zero_width_{zero_width}, most_{most} {}

    People& people() { return people_; }
    People const& people() const { return people_; }

    /// Takes the words and gives their id; `bad_input` when author, post or parent do not exist or do not
    /// fit.
    Result<WeiboId> say(Words words);
    Result<void> remove(WeiboId id);
    Result<void> like(WeiboId id, std::int64_t likes);
    Result<void> edit(WeiboId id, std::string text, TimePoint at);
    /// Shows what has become visible by `now`.
    void advance(TimePoint now);

    Item const* find(WeiboId id) const;
    std::map<std::int64_t, Item> const& items() const { return items_; }
    /// Good until somebody speaks.
    Shelf const& shelf(Uid uid) const;
    Timeline const& comments_of(WeiboId status) const;
    Timeline const& reposts_of(WeiboId status) const;
    /// All that ever stood in each list of `uid`, also what was deleted since.
    std::array<Past, shelf_lists> const& past(Uid uid) const;

    Unread unread(Uid uid) const;
    /// What happens when the staff open the app: the badges start again from nothing.
    void read_by_human(Uid uid);
    /// Badges that are stuck stay as they are now.
    void set_badges(Uid uid, Badges mode);
    Badges badges(Uid uid) const;

    /// A private message or an event; `bad_input` when sender or receiver are nobody.
    Result<void> write(Letter letter);
    /// From now on letters to `uid` are kept until they are taken; with `mentions`, news of mentions too.
    void keep_letters(Uid uid, bool mentions) {
        told_.insert(uid);
        if (mentions) told_of_mentions_.insert(uid);
    }
    std::vector<Letter> take_letters() { return std::exchange(letters_, {}); }

private:
    Result<void> check(Words const& words) const;
    std::int64_t new_id(Words const& words);
    std::vector<Uid> named_in(Item const& item) const;
    struct Place {
        Uid uid;
        std::size_t list;
        auto operator<=>(Place const&) const = default;
    };
    std::vector<Place> places_of(Item const& item) const;
    std::vector<Timeline*> lists_of(Item const& item);
    void show(Item& item);
    void remember(Item const& item);
    void announce(Item const& item);
    void count(Item const& item);
    void forget_past();
    Uid author_of(WeiboId id) const;
    void forget_oldest();

    People people_;
    Dice dice_;
    double zero_width_;
    std::size_t most_;
    std::map<std::int64_t, Item> items_;
    std::multimap<TimePoint, std::int64_t> hidden_;
    std::unordered_map<Uid, Shelf> shelves_;
    std::unordered_map<std::int64_t, Timeline> comments_;
    std::unordered_map<std::int64_t, Timeline> reposts_;
    std::unordered_map<std::int64_t, int> floors_;
    std::unordered_map<Uid, Unread> unread_;
    std::unordered_map<Uid, Unread> stuck_;
    std::unordered_map<Uid, Badges> badges_;
    std::unordered_map<Uid, std::array<Past, shelf_lists>> past_;
    std::set<Uid> told_;
    std::set<Uid> told_of_mentions_;
    std::vector<Letter> letters_;
    std::size_t forgotten_ = 0;
    TimePoint now_{};
};

/// The names after each `@`, as the platform's own clients find them (weibo-api 3.6); a leading `回复@name:`
/// is no mention.
std::vector<std::string> names_in(std::string_view text);

}  // namespace rw::sim
