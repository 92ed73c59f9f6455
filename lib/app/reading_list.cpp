#include "app/reading_list.hpp"

#include "core/id_time.hpp"

#include <algorithm>
#include <set>

namespace rw::app {
namespace {

using care::Level;
using weibo::List;

constexpr std::size_t most_fan_posts = 20;
constexpr std::size_t most_own_posts = 5;
constexpr double an_hour = 3600;
constexpr Span answers_may_go = 24h;
constexpr Span shortest_pause = 10s;  // for what is known by its id already
constexpr double near_answer = 5;     // times that an answer matters more for each deadline that is near …
constexpr double most_near = 5;       // … up to so many

double weight_of(Level level) {
    switch (level) {
        case Level::red: return 6;
        case Level::orange: return 3;
        case Level::yellow: return 1.5;
        default: return 1;
    }
}

class Maker {
public:
    explicit Maker(Occasion const& occasion)
        : occasion_{occasion}, gravest_{occasion.red_is_open ? Level::red : Level::none} {
        for (auto const& waiting : occasion.waiting) {
            gravest_ = std::max(gravest_, waiting.level);
            due_soon_ += waiting.due_soon ? 1 : 0;
        }
    }

    /// `often`: how often in an hour something comes, until that is known; `floors`: how many `min_interval`s
    /// lie between two readings at least; 0: a few seconds.
    struct Pace {
        double often = 1;
        int floors = 1;
        double weight = 1;
    };
    void add(Errand errand, Pace pace) {
        if (!names_.insert(errand.name).second) return;
        if (errand.use.endpoint.empty()) errand.use.endpoint = to_text(errand.list);
        errand.source.name = errand.name;
        errand.source.floor = pace.floors > 0 ? occasion_.min_interval * pace.floors
                                              : std::min(occasion_.min_interval, shortest_pause);
        errand.source.first_rate = pace.often / an_hour;
        errand.source.weight = pace.weight;
        errands_.push_back(std::move(errand));
    }
    void add_list(List list) {
        Errand errand;
        errand.list = list;
        errand.name = to_text(list);
        errand.use.as = occasion_.uid;
        errand.source.counted = is_counted(list);
        errand.source.answers = list == List::by_me || list == List::comments_timeline;
        // A red matter, or a complaint by somebody who is heard: the next words matter more than usual. And
        // before it is said that a fan was not answered, it is worth a call to see whether he was.
        auto const weight =
            weight_of(gravest_) + (errand.source.answers ? near_answer * std::min(due_soon_, most_near) : 0);
        add(std::move(errand), {1, 1, weight});
    }
    void add_of_post(List list, WeiboId post, Pace pace) {
        Errand errand;
        errand.list = list;
        errand.post = post;
        errand.name = std::string{to_text(list)} + "/" + post.text();
        errand.source.since = std::max(time_of_id(post.value()), occasion_.not_before);
        add(std::move(errand), pace);
    }
    std::vector<Errand> take() && { return std::move(errands_); }

private:
    Occasion const& occasion_;
    Level gravest_;
    double due_soon_ = 0;
    std::set<std::string> names_;
    std::vector<Errand> errands_;
};

Errand special(Errand::Of of, std::string name, std::string endpoint, Uid as = {}) {
    Errand errand;
    errand.of = of;
    errand.name = std::move(name);
    errand.use = {std::move(endpoint), as};
    return errand;
}

/// `waiting_since`: words from then on are open. No id: nothing that could be asked for.
MayGo may_go(care::Event const& event, std::optional<TimePoint> waiting_since, TimePoint now) {
    if (auto const* asked = std::get_if<care::Asked>(&event.what)) {
        bool const comment = asked->kind == Kind::comment || asked->kind == Kind::comment_mention;
        bool const open = comment && waiting_since && event.at >= *waiting_since;
        return {open ? asked->id : WeiboId{}, MayGo::Whose::fan};
    }
    auto const* reply = std::get_if<care::Replied>(&event.what);
    bool const answer = reply && reply->how != care::MatchedBy::repost && now - event.at < answers_may_go;
    return {answer ? reply->id : WeiboId{}, MayGo::Whose::brand};
}

}  // namespace

std::vector<Errand> errands(Occasion const& occasion) {
    Maker maker{occasion};
    bool reposts = false;
    for (auto const list : occasion.lists) {
        reposts = reposts || list == List::reposts;
        if (list != List::reposts) maker.add_list(list);
    }
    for (auto const uid : occasion.staff_tokens) {
        Errand errand;
        errand.list = List::by_me;
        errand.name = "by_me/" + uid.text();
        errand.use.as = uid;
        errand.source.answers = true;
        maker.add(std::move(errand), {1, 1, 1});
    }
    maker.add(special(Errand::Of::posts, "posts", "own_posts", occasion.uid), {0.1, 3, 1});
    for (std::size_t i = 0; i < std::min(most_own_posts, occasion.posts.size()); ++i) {
        // What the lists bring is not new when it is met here: of value is what they do not show.
        maker.add_of_post(List::thread, occasion.posts[i], {0.2, 3, 0.5});
        if (reposts) maker.add_of_post(List::reposts, occasion.posts[i], {0.2, 1, 1});
    }
    std::size_t followed = 0;
    for (auto const& waiting : occasion.waiting) {
        if (waiting.root.none() || waiting.root_author == occasion.uid || followed == most_fan_posts)
            continue;
        ++followed;
        maker.add_of_post(List::thread, waiting.root, {0.3, 3, weight_of(waiting.level)});
    }
    for (auto const post : occasion.asked_for)
        maker.add_of_post(List::thread, post, {0.3, 3, 1});
    if (occasion.to_recheck > 0) {
        auto const many = static_cast<double>(occasion.to_recheck) / 50;
        maker.add(special(Errand::Of::recheck, "recheck", "show_batch"), {0.1 + 0.2 * many, 5, 1});
    }
    if (!may_spread(occasion.waiting).empty())
        maker.add(special(Errand::Of::spread, "spread", "post_counts"), {0.1, 5, 1});
    if (occasion.fan_service) {
        auto hints = special(Errand::Of::hints, "hints", "hints");  // its calls are named one by one
        hints.source.counted = true;
        maker.add(std::move(hints), {1, 0, 1});
    }
    return std::move(maker).take();
}

std::vector<MayGo> may_go(care::Conversation const& talk, care::Standing const& standing, TimePoint now) {
    std::vector<MayGo> items;
    bool const waits = standing.state == care::State::waiting && standing.waiting_since;
    bool const fresh = standing.answered_at && now - *standing.answered_at < answers_may_go;
    if (!(waits || fresh) || talk.kind == Kind::message) return items;
    auto const gone = care::withdrawn_items(talk);
    for (auto const& event : talk.events) {
        auto const one = may_go(event, waits ? standing.waiting_since : std::nullopt, now);
        if (!one.id.none() && !gone.contains(one.id)) items.push_back(one);
    }
    if (!talk.crowd.gravest.none()) items.push_back({talk.crowd.gravest, MayGo::Whose::bystander});
    return items;
}

std::vector<WeiboId> may_spread(std::vector<Waiting> const& waiting) {
    std::vector<WeiboId> posts;
    for (auto const& one : waiting) {
        bool const wanted = one.own_post && one.level >= Level::orange && posts.size() < weibo::most_counted;
        if (wanted && !one.root.none()) posts.push_back(one.root);
    }
    return posts;
}

std::optional<std::int64_t> counter_of(weibo::UnreadCounts const& counts, List list) {
    switch (list) {
        case List::mentions: return counts.mentions;
        case List::comments_to_me:
        case List::comments_timeline: return counts.comments;
        case List::comment_mentions: return counts.comment_mentions;
        default: return std::nullopt;
    }
}

bool is_counted(List list) {
    return counter_of({}, list).has_value();
}

}  // namespace rw::app
