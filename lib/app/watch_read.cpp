// The errands of a watch that read pages: each pays for its calls, keeps what came, and tells the planner.
#include "app/watch.hpp"

#include "core/hash.hpp"
#include "core/log.hpp"
#include "store/quota_windows.hpp"
#include "weibo/permalink.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rw::app {
namespace {

/// A post with which the brand reposts another may answer the fan who wrote that, or whom it names (K9).
Utterance answer_of(weibo::OwnPost const& post, Uid brand, TimePoint seen_at) {
    Utterance said;
    said.id = post.id;
    said.kind = Kind::repost;
    said.root = post.id;
    said.root_author = brand;
    said.parent = post.reposted;
    said.parent_author = post.reposted_author;
    said.author.uid = brand;
    said.text = post.text;
    said.source = post.source;
    said.created_at = post.created_at;
    said.seen_at = seen_at;
    return said;
}

constexpr std::array<Span, 9> backoff{1s, 3s, 10s, 30s, 60s, 180s, 10min, 30min, 1h};
constexpr int pages_of_a_post = 2;  // in one reading; more stays a gap, for when that is worth a call
constexpr int post_gone = 20101;
constexpr int api_limit = 10024;  // this interface of this token

TimePoint next_hour(TimePoint now) {
    return store::window_end(store::Window::hour, store::window_number(store::Window::hour, now)) +
           2 * store::window_slack;
}

/// A fifth more or less, so that what failed together is not asked again together; the same for the same
/// seed.
Span jittered(Span wait, std::string_view seed) {
    return wait * 4 / 5 + wait * static_cast<std::int64_t>(fnv1a(seed) % 1000) / 2500;
}

std::string joined(std::vector<WeiboId> const& ids) {
    std::string out;
    for (auto const id : ids)
        out += (out.empty() ? "" : ",") + id.text();
    return out;
}

}  // namespace

net::Task<Watch::Went> Watch::run(store::Tenure tenure, Errand errand, store::Purpose purpose) {
    auto went = Went::on;
    switch (errand.of) {
        case Errand::Of::pages: went = co_await read_pages(tenure, errand, purpose); break;
        case Errand::Of::posts: went = co_await read_posts(tenure, errand, purpose); break;
        case Errand::Of::recheck: went = co_await recheck(tenure, errand, purpose); break;
        case Errand::Of::spread: went = co_await count_spread(tenure, errand, purpose); break;
        case Errand::Of::hints: went = co_await follow_hints(tenure, errand, purpose); break;
    }
    co_return went;
}

/// One errand that nobody can pay for waits; the others need not.
Watch::Went Watch::cannot_pay(Errand const& errand, Tokens::Payment const& payment) {
    pacer_.put_off(errand.name, payment.again);
    return payment.nobody ? Went::broke : Went::on;
}

/// Everything under a post is younger than the post; what was said there long ago is history.
weibo::Reading Watch::reading_of(Errand const& errand) {
    auto const now = world_.clock.now();
    auto const& progress = progress_[errand.name];
    auto position = progress.position.value_or(weibo::ListPosition{});
    auto settings = settings_.reading;
    if (weibo::of_a_post(errand.list)) {
        settings.pages = pages_of_a_post;
        auto const fence = weibo::first_id_at(now - settings.cold_start);
        if (position.watermark.none()) position.watermark = std::max(errand.post, fence);
    }
    return weibo::Reading{std::move(position), settings, now, progress.read_at};
}

net::Task<Watch::Went> Watch::read_pages(store::Tenure tenure, Errand errand, store::Purpose purpose) {
    auto reading = reading_of(errand);
    care::Read read;
    read.at = reading.began();
    while (auto const query = reading.next()) {
        auto const payment = co_await tokens_.pay(errand.use, purpose);
        if (payment.token == nullptr) co_return cannot_pay(errand, payment);  // the gap stays written down
        auto const access = tokens_.access(*payment.token);
        auto page = co_await world_.weibo.list(errand.list, access, *query, errand.post);
        if (!page) {
            auto trouble = page.error();
            bool const gone = trouble.code == post_gone && !errand.post.none();
            co_await failed(errand, *payment.token, std::move(trouble));
            if (gone) co_await post_may_be_gone(tenure, errand.post);
            co_return Went::on;
        }
        tokens_.worked(*payment.token);
        reading.took(page->facts);
        store::ListPage kept;
        kept.list = errand.name;
        kept.cursor = reading.position().pack();
        kept.read_at = reading.began();
        kept.complete = reading.complete();
        auto const host = std::exchange(page->host, std::nullopt);
        auto const written = take_items(*std::move(page), kept);
        auto const accepted = co_await keep(tenure, errand, std::move(kept));
        if (!accepted) co_return Went::on;
        if (host) co_await look_for_news(tenure, *host);
        for (auto const id : accepted->fresh_ids)
            read.times.push_back(written.at(id));
    }
    read.complete = reading.complete();
    if (!read.complete) pacer_.put_off(errand.name, world_.clock.now() + settings_.min_interval);
    done(errand, read);
    co_return Went::on;
}

/// Moves what a page brought into what is kept of it. Gives when each was written.
std::map<WeiboId, TimePoint> Watch::take_items(weibo::ListAnswer page, store::ListPage& kept) const {
    std::map<WeiboId, TimePoint> written;
    for (auto& item : page.items) {
        written.emplace(item.id, item.created_at);
        item.history =
            item.created_at < first_start_.value_or(started_at_) - settings_.reading.cold_start;  // K2
        kept.items.push_back(std::move(item));
    }
    for (auto const& skipped : page.skipped)
        log::debug("item.skipped", {{"list", kept.list}, {"id", skipped.id.text()}, {"why", skipped.why}});
    return written;
}

net::Task<Result<store::Accepted>> Watch::keep(store::Tenure tenure, Errand errand, store::ListPage page) {
    auto accepted = co_await world_.inbox.accept(std::move(tenure), std::move(page));
    if (!accepted) not_kept(errand, accepted.error());
    if (accepted && accepted->fresh > 0) seat_.work.ring();
    co_return accepted;
}

net::Task<Watch::Went> Watch::read_posts(store::Tenure tenure, Errand errand, store::Purpose purpose) {
    auto const payment = co_await tokens_.pay(errand.use, purpose);
    if (payment.token == nullptr) co_return cannot_pay(errand, payment);
    auto const access = tokens_.access(*payment.token);
    care::Read read;
    read.at = world_.clock.now();
    auto const posts = co_await world_.weibo.own_posts(access);
    if (!posts) {
        auto trouble = posts.error();
        co_await failed(errand, *payment.token, std::move(trouble));
        co_return Went::on;
    }
    tokens_.worked(*payment.token);
    store::ListPage page;
    std::vector<WeiboId> ids;
    for (auto const& post : *posts) {
        if (std::ranges::find(posts_, post.id) == posts_.end()) read.times.push_back(post.created_at);
        ids.push_back(post.id);
        if (!post.reposted.none()) page.items.push_back(answer_of(post, settings_.tokens.uid, read.at));
    }
    page.list = errand.name;
    page.cursor = joined(ids);
    page.read_at = read.at;
    auto const kept = co_await keep(tenure, errand, std::move(page));
    if (!kept) co_return Went::on;
    if (ids != posts_) looked_round_at_ = {};
    posts_ = std::move(ids);
    done(errand, read);
    co_return Went::on;
}

void Watch::done(Errand const& errand, care::Read const& read) {
    auto& progress = progress_[errand.name];
    progress.failures = 0;
    if (read.complete) progress.read_at = read.at;
    pacer_.read(errand.name, read);
    if (auto const sight = seat_.sights.find(errand.name); sight != seat_.sights.end())
        sight->second.trouble.clear();
    count(errand.name, "ok");
}

/// A list that cannot be read is left for a while; what the trouble means for the token is the tokens'
/// matter.
net::Task<void> Watch::failed(Errand errand, Token& token, weibo::Trouble trouble) {
    auto const now = world_.clock.now();
    auto& failures = progress_[errand.name].failures;
    auto const step = std::min<std::size_t>(static_cast<std::size_t>(failures), backoff.size() - 1);
    ++failures;
    // With calls to spare we look again soon; with few of them an outage must not eat the day.
    auto const longest =
        pacer_.price() > 0 ? backoff.back() : std::max(settings_.min_interval, backoff.front());
    auto const wait = std::min(backoff[step], longest);
    auto const again = now + jittered(wait, seat_.account.text() + errand.name + std::to_string(failures));
    pacer_.put_off(errand.name, trouble.code == api_limit ? next_hour(now) : again);
    auto const sight = seat_.sights.find(errand.name);
    if (sight != seat_.sights.end()) sight->second.trouble = trouble.failure.doing;
    std::string const result{to_text(trouble.what)};
    count(errand.name, result);
    log::warn("poll.failed", {{"account", seat_.account.text()},
                              {"list", errand.name},
                              {"class", result},
                              {"why", trouble.failure.doing}});
    auto use = errand.use;
    bool const was_covered = tokens_.covered(use);
    co_await tokens_.failed(token, std::move(use), std::move(trouble));
    if (was_covered && !tokens_.covered(errand.use)) looked_round_at_ = {};
}

void Watch::not_kept(Errand const& errand, Failure const& why) {
    progress_[errand.name].position.reset();  // as stored, not as we meant it to be
    auto& failures = progress_[errand.name].failures;
    auto const step = std::min<std::size_t>(static_cast<std::size_t>(failures++), backoff.size() - 1);
    pacer_.put_off(errand.name, world_.clock.now() + backoff[step]);
    log::warn("inbox.failed", {{"account", seat_.account.text()}, {"why", why.doing}});
    lost_ = why.kind == Fault::conflict;
    if (lost_) seat_.lease.lost();
}

void Watch::count(std::string_view errand, std::string_view result, double by) {
    std::string const list{errand.substr(0, errand.find('/'))};
    world_.meters.add("polls_total",
                      {{"account", seat_.account.text()}, {"list", list}, {"result", std::string{result}}},
                      by);
}

}  // namespace rw::app
