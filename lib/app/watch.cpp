// The round of a watch: what there is, what is left, what comes next.
#include "app/watch.hpp"

#include "care/misstep.hpp"
#include "core/log.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace rw::app {
namespace {

constexpr Span hold_on = 1s;
constexpr int most_errands = 40;  // in one round: others wait for us too
constexpr Span longest_run = 30s;
constexpr Span look_round_again = 60s;
constexpr Span near_deadline = 3min;
constexpr Span save_again = 1h;
constexpr Span asked_for_long = 10min;
constexpr std::size_t most_waiting = 200;
constexpr std::size_t most_answered = 50;
constexpr std::size_t most_burning = 50;  // the gravest first

care::Pacer::Settings pacing(Watch::Settings const& watch) {
    care::Pacer::Settings settings;
    settings.look_most = std::min<Span>(watch.look_most, watch.min_interval);
    settings.look_least = std::min<Span>(settings.look_least, settings.look_most);
    return settings;
}

constexpr std::string_view fence = "fence";  // not a list: when the account was first watched

std::vector<WeiboId> ids_in(std::string_view text) {
    std::vector<WeiboId> ids;
    while (!text.empty()) {
        auto const comma = std::min(text.find(','), text.size());
        if (auto const id = WeiboId::parse(text.substr(0, comma))) ids.push_back(*id);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return ids;
}

}  // namespace

Watch::Watch(World world, Seat& seat, Settings settings)
    : world_{world}, seat_{seat}, tokens_{{world.weibo, world.quota, world.clock}}, pacer_{pacing(settings)} {
    started_at_ = world_.clock.now();
    apply(std::move(settings));
}

void Watch::apply(Settings settings) {
    settings_ = std::move(settings);
    tokens_.take_settings(settings_.tokens);
    pacer_.take_settings(pacing(settings_));
    std::map<std::string, Sight> sights;  // lists that are not read any more are not missed either
    for (auto const list : settings_.lists) {
        count(to_text(list), "ok", 0);  // there before the first reading: rates see it
        sights[std::string{to_text(list)}].read_at = seat_.sights[std::string{to_text(list)}].read_at;
    }
    seat_.sights = std::move(sights);
    seat_.desk.take_sight(false);  // until we have looked
    for (auto& [name, progress] : progress_)
        progress.failures = 0;
    pacer_.let_go(world_.clock.now());
    looked_round_at_ = {};
    saved_at_ = world_.clock.now();
}

/// Positions are read anew each round: after a failover of Redis what is stored may be older than what we
/// remember, and what is stored is what the items agree with (redis.md 4).
net::Task<Result<void>> Watch::load() {
    auto const lists = co_await world_.inbox.lists(seat_.account);
    if (!lists) co_return lists.error();
    for (auto& [name, progress] : progress_)
        progress = {progress.failures, progress.planned_at, {}, {}};
    for (auto const& [name, state] : *lists) {
        if (name.starts_with("policy")) continue;  // the desk's
        auto& progress = progress_[name];
        progress.read_at = state.read_at;
        if (name == fence) first_start_ = state.read_at;
        if (name == "posts") {
            posts_ = ids_in(state.cursor);
            continue;
        }
        progress.position = weibo::ListPosition::unpack(state.cursor);
        if (!progress.position)
            log::error("cursor.broken",
                       {{"account", seat_.account.text()}, {"list", name}, {"cursor", state.cursor}});
    }
    if (warm_) co_return Result<void>{};
    co_await look_round();
    auto const lessons = co_await world_.lessons.load_lessons(seat_.account);
    if (!lessons) co_return lessons.error();
    for (auto const& [name, packed] : *lessons)
        pacer_.unpack(name, packed);
    for (auto const& [name, progress] : progress_) {
        if (progress.read_at) pacer_.resume(name, *progress.read_at);
    }
    warm_ = true;
    co_return Result<void>{};
}

net::Task<void> Watch::set_fence(store::Tenure tenure) {
    store::ListPage page;
    page.list = fence;
    page.read_at = world_.clock.now();
    auto const at = page.read_at;
    auto const kept = co_await world_.inbox.accept(std::move(tenure), std::move(page));
    if (kept) first_start_ = at;
}

/// Who waits, what may have gone, and so what there is to read.
net::Task<void> Watch::look_round() {
    auto const now = world_.clock.now();
    looked_round_at_ = now;
    store::Shelf waits;
    waits.limit = most_waiting;
    store::Shelf settled;
    settled.which = store::Shelf::Which::settled;
    settled.limit = most_answered;
    auto const waiting = co_await world_.views.conversations_on(seat_.account, waits);
    auto const answered = co_await world_.views.conversations_on(seat_.account, settled);
    store::Shelf burning;
    burning.limit = most_burning;
    auto const open = co_await world_.views.incidents_on(seat_.account, burning);
    if (!waiting || !answered || !open) {  // what was known before is better than nothing; soon again
        looked_round_at_ = {};
        if (errands_.empty()) co_await make_errands();
        co_return;
    }
    waiting_.clear();
    to_recheck_.clear();
    auto const& rules = seat_.desk.rules();
    for (auto const* slice : {&*waiting, &*answered}) {
        for (auto const& talk : slice->items) {
            auto const standing = care::fold(talk, rules.policy);
            for (auto const& item : may_go(talk, standing, now)) {
                bool const ours = rules.brand.speaks(talk.root_author);
                auto const spread = care::spread_of(talk, item.id);
                to_recheck_.emplace(item.id, MayBeGone{talk.id, talk.fan.uid, item.whose, spread, ours});
            }
            if (standing.state != care::State::waiting || talk.kind == Kind::message) continue;
            auto const deadline = care::next_deadline(standing);
            bool const soon = deadline && *deadline > now && *deadline - now < near_deadline;
            auto const level = std::max(care::level_when_late(standing.kind), care::level_of(standing));
            bool const own_post = talk.root_author == talk.fan.uid;
            waiting_.push_back({talk.root, talk.root_author, level, soon, own_post});
            if (!own_post) continue;
            auto& known = posts_known_[talk.root];
            known.author = talk.fan.uid;
            known.spread = care::spread_of(talk, talk.root);
        }
    }
    std::ranges::stable_sort(waiting_, std::greater{}, &Waiting::level);
    red_is_open_ = std::ranges::any_of(open->items, [](alert::Incident const& incident) {
        return incident.level == care::Level::red && alert::is_about_people(incident.kind);
    });
    co_await make_errands();
}

Occasion Watch::occasion(TimePoint now) const {
    Occasion occasion;
    occasion.uid = settings_.tokens.uid;
    occasion.lists = settings_.lists;
    for (auto const& token : tokens_.all()) {
        bool const staff = seat_.desk.rules().brand.speaks(token.uid) && token.uid != occasion.uid;
        if (staff && token.dead.empty()) occasion.staff_tokens.push_back(token.uid);
    }
    occasion.posts = posts_;
    occasion.waiting = waiting_;
    occasion.red_is_open = red_is_open_;
    for (auto const& [post, when] : asked_for_)
        occasion.asked_for.push_back(post);
    occasion.to_recheck = to_recheck_.size();
    occasion.fan_service = settings_.fan_service;
    occasion.min_interval = settings_.min_interval;
    occasion.not_before = now - settings_.reading.cold_start;
    return occasion;
}

net::Task<void> Watch::make_errands() {
    auto const now = world_.clock.now();
    std::erase_if(asked_for_, [&](auto const& asked) { return now - asked.second > asked_for_long; });
    errands_ = errands(occasion(now));
    std::vector<care::Source> sources;
    for (auto& errand : errands_) {
        auto& planned = progress_[errand.name].planned_at;
        if (planned == TimePoint{}) planned = now;
        bool const of_what_is_known = errand.of == Errand::Of::recheck || errand.of == Errand::Of::spread;
        if (of_what_is_known) errand.source.since = planned;
        errand.source.closed = !tokens_.covered(errand.use);
        sources.push_back(errand.source);
    }
    pacer_.take_sources(std::move(sources));
    for (auto const post : std::exchange(to_ask_, {}))
        pacer_.ask_for("thread/" + post.text());
    co_await forget_past();
}

/// Posts that nobody asks about any more.
net::Task<void> Watch::forget_past() {
    std::vector<std::string> over;
    for (auto const& [name, progress] : progress_) {
        bool const of_a_post = name.find('/') != std::string::npos;
        bool const past = std::ranges::find(errands_, name, &Errand::name) == errands_.end();
        if (of_a_post && past) over.push_back(name);
    }
    for (auto const& name : over)
        progress_.erase(name);
    std::erase_if(posts_known_, [&](auto const& known) {
        bool const read_below =
            progress_.contains(std::string{to_text(weibo::List::thread)} + "/" + known.first.text());
        return !read_below && std::ranges::find(waiting_, known.first, &Waiting::root) == waiting_.end();
    });
    [[maybe_unused]] auto const forgotten =
        co_await world_.inbox.forget_lists(seat_.account, std::move(over));
}

net::Task<void> Watch::look_at_counters() {
    auto const now = world_.clock.now();
    bool const early = now >= counters_at_ && now - counters_at_ < pacer_.look_again();
    if (early || tokens_.address_closed()) co_return;
    counters_at_ = now;
    if (settings_.fan_service) co_await count_hints(now);
    Tokens::Use use;
    use.endpoint = "unread_count";
    use.as = settings_.tokens.uid;
    auto* const token = tokens_.free_one(use);
    if (token == nullptr) co_return;
    auto const uid = use.as;
    auto const counts = co_await world_.weibo.unread_counts(token->secret, uid);
    if (!counts) {
        log::debug("counters.failed",
                   {{"account", seat_.account.text()}, {"why", counts.error().failure.doing}});
        counters_failed_ = true;
        auto trouble = counts.error();
        co_await tokens_.failed(*token, std::move(use), std::move(trouble));
        co_return;
    }
    // What costs nothing shows that the platform is there again: no need to wait with what was put off.
    if (std::exchange(counters_failed_, false)) pacer_.let_go(now);
    for (auto const list : settings_.lists) {
        if (auto const count = counter_of(*counts, list)) pacer_.counted(to_text(list), *count, now);
    }
}

/// Announced mentions are counted like anything else that waits to be read.
net::Task<void> Watch::count_hints(TimePoint now) {
    constexpr std::size_t most = 200;
    auto const pending = co_await world_.hints.pending_hints(seat_.account, most);
    if (!pending) co_return;
    std::set<std::string> known;
    for (auto const& hint : *pending) {
        auto const member = hint.member();
        if (!hints_known_.contains(member)) ++hints_seen_;
        known.insert(member);
    }
    hints_known_ = std::move(known);
    pacer_.counted("hints", hints_seen_, now);
}

void Watch::stand_by() {
    warm_ = false;
    told_.clear();  // somebody else may tell meanwhile
    seat_.looked = false;
    seat_.desk.take_sight(false);
}

net::Task<Span> Watch::round(store::Tenure tenure) {
    if (auto fresh = std::exchange(next_, std::nullopt)) apply(*std::move(fresh));
    lost_ = false;
    auto const loaded = co_await load();
    if (!loaded) {
        log::warn("watch.waits", {{"account", seat_.account.text()}, {"why", loaded.error().doing}});
        seat_.desk.take_sight(false);
        co_return hold_on;
    }
    if (!first_start_) co_await set_fence(tenure);
    co_await tokens_.get_known();
    auto const now = world_.clock.now();
    auto const again =
        std::min<Span>(std::max(settings_.look_most, look_round_again), settings_.min_interval * 2);
    if (now < looked_round_at_ || now - looked_round_at_ >= again) co_await look_round();
    co_await look_at_counters();
    co_await tokens_.look_up();
    co_await run_errands(tenure);
    judge_sight(world_.clock.now());
    bool const first_look = !std::exchange(seat_.looked, true);
    if (first_look) seat_.work.ring();  // deadlines have waited for it
    co_await tell_troubles(tenure);
    if (now < saved_at_ || now - saved_at_ >= save_again) co_await save_lessons();
    auto const next = pacer_.idle(world_.clock.now());
    co_return std::max(next, std::min<Span>(settings_.min_interval / 10, 1s));
}

/// Until nothing is due, nobody can pay, somebody else has the account, or others have waited long enough.
net::Task<void> Watch::run_errands(store::Tenure tenure) {
    auto const until = world_.clock.steady() + longest_run;
    for (int done = 0; done < most_errands && world_.clock.steady() < until && !lost_; ++done) {
        pacer_.take_budgets(tokens_.budgets());
        auto const choice = pacer_.choose(world_.clock.now());
        if (!choice) co_return;
        auto const found = std::ranges::find(errands_, choice->source, &Errand::name);
        if (found == errands_.end()) co_return;
        bool const asked = choice->motive == care::Motive::asked;
        auto const purpose = asked ? store::Purpose::people : store::Purpose::watch;
        auto errand = *found;
        auto const went = co_await run(tenure, std::move(errand), purpose);
        if (went == Went::broke) co_return;
    }
}

net::Task<void> Watch::save_lessons() {
    saved_at_ = world_.clock.now();
    std::map<std::string, std::string> lessons;
    for (auto const& errand : errands_) {
        auto packed = pacer_.pack(errand.name);
        if (!packed.empty()) lessons[errand.name] = std::move(packed);
    }
    auto const saved = co_await world_.lessons.save_lessons(seat_.account, std::move(lessons));
    if (!saved)
        log::warn("lessons.not_saved", {{"account", seat_.account.text()}, {"why", saved.error().doing}});
}

Result<void> Watch::ask_for(std::string_view list) {
    std::string known;
    for (auto const one : settings_.lists)
        known += std::string{to_text(one)} + ", ";
    bool found = false;
    bool open = false;
    for (auto const& errand : errands_) {
        bool const meant = errand.name == list || (list == "reposts" && errand.name.starts_with("reposts/"));
        if (!meant) continue;
        found = true;
        open = open || tokens_.covered(errand.use);
        pacer_.ask_for(errand.name);
    }
    if (found && open) return {};
    if (found) return Failure{Fault::refused, "no token may read `" + std::string{list} + "` at present"};
    return Failure{Fault::bad_input, "there is no list `" + std::string{list} +
                                         "` to read, expected one of " + known + "posts, recheck, spread"};
}

void Watch::ask_for(WeiboId post) {
    asked_for_[post] = world_.clock.now();
    to_ask_.insert(post);
    looked_round_at_ = {};
}

}  // namespace rw::app
