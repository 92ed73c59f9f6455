// The errands of a watch: each pays for its calls, keeps what came, and tells the planner. False when nothing
// could pay any more.
#include "app/watch.hpp"

#include "core/hash.hpp"
#include "core/log.hpp"
#include "store/quota_windows.hpp"
#include "weibo/permalink.hpp"

#include <algorithm>
#include <array>

namespace rw::app {
namespace {

using weibo::ErrorClass;
using weibo::List;

constexpr std::array<Span, 6> backoff{1s, 3s, 10s, 30s, 60s, 180s};
constexpr int api_limit = 10024;  // this interface of this token
constexpr std::size_t most_hints = 50;

TimePoint next_hour(TimePoint now) {
    return store::window_end(store::Window::hour, store::window_number(store::Window::hour, now));
}

/// A fifth more or less, so that what failed together is not asked again together; the same for the same seed.
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

net::Task<bool> Watch::run(store::Tenure tenure, Errand errand, store::Purpose purpose) {
    bool paid = false;
    switch (errand.of) {
        case Errand::Of::pages: paid = co_await read_pages(tenure, errand, purpose); break;
        case Errand::Of::posts: paid = co_await read_posts(tenure, errand, purpose); break;
        case Errand::Of::recheck: paid = co_await recheck(tenure, errand, purpose); break;
        case Errand::Of::hints: paid = co_await follow_hints(tenure, errand, purpose); break;
    }
    co_return paid;
}

net::Task<bool> Watch::read_pages(store::Tenure tenure, Errand errand, store::Purpose purpose) {
    auto const& progress = progress_[errand.name];
    auto position = progress.position.value_or(weibo::ListPosition{});
    // Everything under a post is younger than the post.
    if (position.watermark.none() && !errand.post.none()) position.watermark = errand.post;
    weibo::Reading reading{std::move(position), settings_.reading, world_.clock.now(), progress.read_at};
    care::Read read;
    read.at = reading.began();
    while (auto const query = reading.next()) {
        auto* const token = co_await tokens_.pay(errand.use, purpose);
        if (token == nullptr) co_return false;  // the gap stays written down
        auto const access = tokens_.access(*token);
        auto page = co_await world_.weibo.list(errand.list, access, *query, errand.post);
        if (!page) {
            auto trouble = page.error();
            bool const gone = trouble.what == ErrorClass::gone && !errand.post.none();
            if (gone) co_await post_is_gone(tenure, errand.post);
            co_await failed(errand, *token, std::move(trouble));
            co_return true;
        }
        tokens_.worked(*token);
        reading.took(page->facts);
        store::ListPage kept;
        kept.list = errand.name;
        kept.cursor = reading.position().pack();
        kept.read_at = reading.began();
        kept.complete = reading.complete();
        std::map<WeiboId, TimePoint> written;
        for (auto& item : page->items) {
            written.emplace(item.id, item.created_at);
            item.history =
                item.created_at < first_start_.value_or(started_at_) - settings_.reading.cold_start;
            kept.items.push_back(std::move(item));
        }
        for (auto const& skipped : page->skipped)
            log::debug("item.skipped",
                       {{"list", errand.name}, {"id", skipped.id.text()}, {"why", skipped.why}});
        auto const accepted = co_await keep(tenure, std::move(kept));
        if (!accepted) {
            not_kept(errand, accepted.error());
            co_return true;
        }
        for (auto const id : accepted->fresh_ids)
            read.times.push_back(written[id]);
    }
    read.complete = reading.complete();
    done(errand, std::move(read));
    co_return true;
}

net::Task<Result<store::Accepted>> Watch::keep(store::Tenure tenure, store::ListPage page) {
    auto accepted = co_await world_.inbox.accept(std::move(tenure), std::move(page));
    if (accepted && accepted->fresh > 0) seat_.work.ring();
    co_return accepted;
}

net::Task<bool> Watch::read_posts(store::Tenure tenure, Errand errand, store::Purpose purpose) {
    auto* const token = co_await tokens_.pay(errand.use, purpose);
    if (token == nullptr) co_return false;
    auto const access = tokens_.access(*token);
    care::Read read;
    read.at = world_.clock.now();
    auto const posts = co_await world_.weibo.own_posts(access);
    if (!posts) {
        auto trouble = posts.error();
        co_await failed(errand, *token, std::move(trouble));
        co_return true;
    }
    tokens_.worked(*token);
    std::vector<WeiboId> ids;
    for (auto const& post : *posts) {
        if (std::ranges::find(posts_, post.id) == posts_.end()) read.times.push_back(post.created_at);
        ids.push_back(post.id);
    }
    store::ListPage page;
    page.list = errand.name;
    page.cursor = joined(ids);
    page.read_at = read.at;
    auto const kept = co_await keep(tenure, std::move(page));
    if (!kept) {
        not_kept(errand, kept.error());
        co_return true;
    }
    if (ids != posts_) looked_round_at_ = {};
    posts_ = std::move(ids);
    done(errand, std::move(read));
    co_return true;
}

/// Fifty at a time, in turn; those that were missed once come first.
net::Task<bool> Watch::recheck(store::Tenure tenure, Errand errand, store::Purpose purpose) {
    std::vector<WeiboId> ids;
    auto const take = [&](WeiboId id) {
        bool const wanted = ids.size() < weibo::most_comments && to_recheck_.contains(id);
        if (wanted && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
    };
    std::ranges::for_each(missed_, take);
    auto const next = to_recheck_.upper_bound(rechecked_up_to_);
    for (auto at = next; at != to_recheck_.end(); ++at)
        take(at->first);
    for (auto at = to_recheck_.begin(); at != next; ++at)
        take(at->first);
    care::Read read;
    read.at = world_.clock.now();
    if (ids.empty()) {
        done(errand, std::move(read));
        co_return true;
    }
    auto* const token = co_await tokens_.pay(errand.use, purpose);
    if (token == nullptr) co_return false;
    auto const access = tokens_.access(*token);
    auto const found = co_await world_.weibo.comments(access, ids);
    if (!found) {
        auto trouble = found.error();
        co_await failed(errand, *token, std::move(trouble));
        co_return true;
    }
    tokens_.worked(*token);
    rechecked_up_to_ = ids.back();
    auto const before = std::exchange(missed_, {});
    for (auto const id : found->missing) {
        if (!before.contains(id)) {
            missed_.insert(id);
            continue;
        }
        read.times.push_back(read.at);
        co_await mark_gone(tenure, id);
    }
    done(errand, std::move(read));
    co_return true;
}

/// K13, K15: what was found missing twice is withdrawn. One answer without it may be the platform's mistake.
net::Task<void> Watch::mark_gone(store::Tenure tenure, WeiboId item) {
    auto const found = to_recheck_.find(item);
    if (found == to_recheck_.end()) co_return;
    care::Event event;
    event.at = world_.clock.now();
    if (is_reply_[item]) {
        event.what = care::ReplyWithdrawn{item};
    } else {
        event.what = care::Withdrawn{item};
    }
    auto const talk = found->second;
    auto const changed = co_await seat_.desk.act(std::move(tenure), talk, std::move(event));
    if (!changed)
        log::warn("withdrawn.not_kept", {{"account", seat_.account.text()}, {"why", changed.error().doing}});
    to_recheck_.erase(item);
}

/// The post of a fan who waits is gone, and with it what was said below.
net::Task<void> Watch::post_is_gone(store::Tenure tenure, WeiboId post) {
    store::Shelf shelf;
    shelf.limit = 200;
    auto const slice = co_await world_.views.conversations_on(seat_.account, shelf);
    if (!slice) co_return;
    for (auto const& talk : slice->items) {
        if (talk.root != post) continue;
        for (auto const& said : talk.events) {
            auto const* asked = std::get_if<care::Asked>(&said.what);
            if (asked == nullptr) continue;
            care::Event event;
            event.at = world_.clock.now();
            event.what = care::Withdrawn{asked->id};
            auto const id = talk.id;
            [[maybe_unused]] auto const changed = co_await seat_.desk.act(tenure, id, std::move(event));
        }
    }
    std::erase(posts_, post);
    looked_round_at_ = {};
}

net::Task<bool> Watch::follow_hints(store::Tenure tenure, Errand errand, store::Purpose) {
    auto const began = world_.clock.now();
    auto const pending = co_await world_.hints.pending_hints(seat_.account, most_hints);
    if (!pending) {
        not_kept(errand, pending.error());
        co_return true;
    }
    std::vector<store::Hint> comments;
    bool paid = true;
    for (auto const& hint : *pending) {
        if (hint.of == store::Hint::Of::comment) comments.push_back(hint);
        if (hint.of == store::Hint::Of::status && paid) paid = co_await follow_status(tenure, errand, hint);
    }
    if (paid && !comments.empty()) paid = co_await follow_comments(tenure, errand, std::move(comments));
    care::Read read;
    read.at = began;
    for (auto const& hint : *pending)
        read.times.push_back(hint.came_at);
    if (paid) done(errand, std::move(read));
    co_return paid;
}

net::Task<bool> Watch::follow_comments(store::Tenure tenure, Errand errand, std::vector<store::Hint> hints) {
    auto* const token = co_await tokens_.pay(errand.use, store::Purpose::watch);
    if (token == nullptr) co_return false;
    std::vector<WeiboId> ids;
    std::vector<std::string> members;
    for (auto const& hint : hints) {
        ids.push_back(hint.id);
        members.push_back(hint.member());
    }
    auto const access = tokens_.access(*token);
    auto found = co_await world_.weibo.comments(access, std::move(ids));
    if (!found) {
        auto trouble = found.error();
        co_await failed(errand, *token, std::move(trouble));
        co_return true;
    }
    store::ListPage page;
    page.list = errand.name;
    page.complete = false;
    page.items = std::move(found->items);
    for (auto& item : page.items)
        item.kind = Kind::comment_mention;
    auto const kept = co_await keep(tenure, std::move(page));
    if (kept) {
        [[maybe_unused]] auto const over =
            co_await world_.hints.done_hints(seat_.account, std::move(members));
    }
    co_return true;
}

net::Task<bool> Watch::follow_status(store::Tenure tenure, Errand errand, store::Hint hint) {
    Tokens::Use use;
    use.endpoint = "status";
    if (!tokens_.covered(use)) {  // then the list of mentions has to bring it
        std::vector<std::string> members(1, hint.member());
        [[maybe_unused]] auto const over =
            co_await world_.hints.done_hints(seat_.account, std::move(members));
        co_return true;
    }
    auto* const token = co_await tokens_.pay(use, store::Purpose::watch);
    if (token == nullptr) co_return false;
    auto const access = tokens_.access(*token);
    auto status = co_await world_.weibo.status(access, hint.id);
    std::vector<std::string> members(1, hint.member());
    if (!status && status.error().what != ErrorClass::gone) {
        auto trouble = status.error();
        errand.use = std::move(use);
        co_await failed(errand, *token, std::move(trouble));
        co_return true;
    }
    if (status) {
        store::ListPage page;
        page.list = errand.name;
        page.complete = false;
        page.items.push_back(*std::move(status));
        auto const kept = co_await keep(tenure, std::move(page));
        if (!kept) co_return true;
    }
    [[maybe_unused]] auto const over = co_await world_.hints.done_hints(seat_.account, std::move(members));
    co_return true;
}

void Watch::done(Errand const& errand, care::Read read) {
    auto& progress = progress_[errand.name];
    progress.failures = 0;
    if (read.complete) progress.read_at = read.at;
    pacer_.read(errand.name, read);
    if (auto const sight = seat_.sights.find(errand.name); sight != seat_.sights.end())
        sight->second.trouble.clear();
    count(errand, "ok");
}

/// A list that cannot be read is left for a while; what the trouble means for the token is the tokens'
/// matter.
net::Task<void> Watch::failed(Errand errand, Token& token, weibo::Trouble trouble) {
    auto const now = world_.clock.now();
    auto& failures = progress_[errand.name].failures;
    auto const step = std::min<std::size_t>(static_cast<std::size_t>(failures), backoff.size() - 1);
    ++failures;
    auto const wait = std::min(backoff[step], std::max(settings_.min_interval, backoff.front()));
    auto const again = now + jittered(wait, errand.name + std::to_string(failures));
    pacer_.put_off(errand.name, trouble.code == api_limit ? next_hour(now) : again);
    auto const sight = seat_.sights.find(errand.name);
    if (sight != seat_.sights.end()) sight->second.trouble = trouble.failure.doing;
    std::string const result{to_text(trouble.what)};
    count(errand, result);
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
    pacer_.put_off(errand.name, world_.clock.now() + backoff.front());
    log::warn("inbox.failed", {{"account", seat_.account.text()}, {"why", why.doing}});
    if (why.kind == Fault::conflict) seat_.lease.lost();
}

void Watch::count(Errand const& errand, std::string_view result) {
    auto const list = errand.name.substr(0, errand.name.find('/'));
    world_.meters.add("polls_total",
                      {{"account", seat_.account.text()}, {"list", list}, {"result", std::string{result}}});
}

}  // namespace rw::app
