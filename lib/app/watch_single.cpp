// The errands of a watch that ask for single things: whether what waits is still there, and what the fan
// service has announced.
#include "app/watch.hpp"

#include "core/log.hpp"

#include <algorithm>

namespace rw::app {
namespace {

using weibo::ErrorClass;

constexpr std::size_t most_hints = 50;
constexpr std::size_t too_many_to_go = 4;  // together: rather the platform's mistake (weibo-api 10.11)
constexpr Span hints_last = 24h;

care::Spread spread_in(Utterance const& seen) {
    return {seen.id, seen.likes, seen.reposts};
}

}  // namespace

/// Fifty at a time, in turn; those that were missed once come first.
std::vector<WeiboId> Watch::next_to_recheck() const {
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
    return ids;
}

net::Task<Watch::Went> Watch::recheck(store::Tenure tenure, Errand errand, store::Purpose purpose) {
    auto const ids = next_to_recheck();
    care::Read read;
    read.at = world_.clock.now();
    if (ids.empty()) {
        done(errand, read);
        co_return Went::on;
    }
    auto const payment = co_await tokens_.pay(errand.use, purpose);
    if (payment.token == nullptr) co_return cannot_pay(errand, payment);
    auto const access = tokens_.access(*payment.token);
    auto const found = co_await world_.weibo.comments(access, ids);
    if (!found) {
        auto trouble = found.error();
        co_await failed(errand, *payment.token, std::move(trouble));
        co_return Went::on;
    }
    tokens_.worked(*payment.token);
    rechecked_up_to_ = ids.back();
    std::set<Uid> still_there;  // fans of whom other words were found
    for (auto const& item : found->items) {
        still_there.insert(item.author.uid);
        if (auto const known = to_recheck_.find(item.id); known != to_recheck_.end())
            co_await note_spread(tenure, known->second.talk, known->second.spread, spread_in(item));
    }
    auto const before = std::exchange(missed_, {});
    bool const doubtful = found->missing.size() == ids.size() && ids.size() >= too_many_to_go;
    if (doubtful) log::warn("recheck.doubtful", {{"account", seat_.account.text()}, {"missing", ids.size()}});
    for (auto const id : doubtful ? std::vector<WeiboId>{} : found->missing) {
        if (!before.contains(id)) {
            missed_.insert(id);
            continue;
        }
        read.times.push_back(read.at);
        co_await mark_gone(tenure, id, still_there);
    }
    done(errand, read);
    co_return Went::on;
}

/// B12: of the posts of fans who wait, whether anybody comments below them or not.
net::Task<Watch::Went> Watch::count_spread(store::Tenure tenure, Errand errand, store::Purpose purpose) {
    auto const posts = may_spread(waiting_);
    care::Read read;
    read.at = world_.clock.now();
    if (posts.empty()) {
        done(errand, read);
        co_return Went::on;
    }
    auto const payment = co_await tokens_.pay(errand.use, purpose);
    if (payment.token == nullptr) co_return cannot_pay(errand, payment);
    auto const access = tokens_.access(*payment.token);
    auto const counts = co_await world_.weibo.post_counts(access, posts);
    if (!counts) {
        auto trouble = counts.error();
        co_await failed(errand, *payment.token, std::move(trouble));
        co_return Went::on;
    }
    tokens_.worked(*payment.token);
    for (auto const& post : *counts) {
        auto const known = posts_known_.find(post.id);
        if (known == posts_known_.end()) continue;
        auto const talk = care::conversation_id(seat_.account, post.id, known->second.author);
        auto spread = known->second.spread;
        care::Spread const seen{post.id, post.likes, post.reposts};
        co_await note_spread(tenure, talk, spread, seen);
        posts_known_[post.id].spread = spread;
    }
    done(errand, read);
    co_return Went::on;
}

/// B12, F23: how many see it, and whom they like.
net::Task<void> Watch::note_spread(store::Tenure tenure, ConversationId talk, care::Spread& known,
                                   care::Spread seen) {
    seen.likes = std::max(seen.likes, known.likes);
    seen.reposts = std::max(seen.reposts, known.reposts);
    if (!seen.tells_more_than(known)) co_return;
    known = seen;
    care::Event event;
    event.at = world_.clock.now();
    event.what = seen;
    auto const changed = co_await seat_.desk.act(std::move(tenure), std::move(talk), std::move(event));
    if (!changed && changed.error().kind != Fault::gone)
        log::warn("spread.not_kept", {{"account", seat_.account.text()}, {"why", changed.error().doing}});
}

/// K13-K15: what was found missing twice is withdrawn. One answer without it may be the platform's mistake.
/// From under a post of the brand, while other words of the same fan are there, it was likely the brand.
net::Task<void> Watch::mark_gone(store::Tenure tenure, WeiboId item, std::set<Uid> still_there) {
    auto const found = to_recheck_.find(item);
    if (found == to_recheck_.end()) co_return;
    auto const gone = found->second;
    to_recheck_.erase(found);
    if (gone.whose == MayGo::Whose::bystander) co_return;  // a stranger's words are his
    care::Event event;
    event.at = world_.clock.now();
    if (gone.whose == MayGo::Whose::brand) {
        event.what = care::ReplyWithdrawn{item};
    } else if (gone.under_ours && still_there.contains(gone.fan)) {
        event.what = care::RemovedByBrand{item};
    } else {
        event.what = care::Withdrawn{item};
    }
    auto const changed = co_await seat_.desk.act(std::move(tenure), gone.talk, std::move(event));
    if (!changed)
        log::warn("withdrawn.not_kept", {{"account", seat_.account.text()}, {"why", changed.error().doing}});
}

/// The platform says that the post of a fan who waits does not exist. When it says so twice, the post is
/// gone, and with it what was said below.
net::Task<void> Watch::post_may_be_gone(store::Tenure tenure, WeiboId post) {
    if (posts_missed_.insert(post).second) co_return;
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
    posts_missed_.erase(post);
    looked_round_at_ = {};
}

/// A fan's post, read again with what stands below it. A stranger's post is no talk of ours.
net::Task<void> Watch::look_for_news(store::Tenure tenure, Utterance post) {
    if (seat_.desk.rules().brand.speaks(post.author.uid)) co_return;
    auto const talk = care::conversation_id(seat_.account, post.root, post.author.uid);
    auto known = posts_known_[post.id];
    co_await look_for_edit(tenure, talk, known.edited_at, post);
    co_await note_spread(tenure, talk, known.spread, spread_in(post));
    posts_known_[post.id] = known;
}

/// K16: a fan who waits may have changed his post since it was listed.
net::Task<void> Watch::look_for_edit(store::Tenure tenure, ConversationId talk,
                                     std::optional<TimePoint>& known, Utterance const& seen) {
    bool const news = seen.edited_at && known != seen.edited_at;
    if (!news) co_return;
    auto const edit = care::edit_of(seen, seat_.desk.rules().policy);
    auto const changed = co_await seat_.desk.act(std::move(tenure), std::move(talk), edit);
    if (changed || changed.error().kind == Fault::gone) known = seen.edited_at;
}

/// Each hint is dealt with, or stays for the next time; one that stays for a day is left to the lists.
net::Task<Watch::Went> Watch::follow_hints(store::Tenure tenure, Errand errand, store::Purpose) {
    care::Read read;
    read.at = world_.clock.now();
    auto const pending = co_await world_.hints.pending_hints(seat_.account, most_hints);
    if (!pending) {
        not_kept(errand, pending.error());
        co_return Went::on;
    }
    std::vector<store::Hint> comments;
    std::vector<std::string> stale;
    bool well = true;
    for (auto const& hint : *pending) {
        read.times.push_back(hint.came_at);
        if (read.at - hint.came_at > hints_last) {
            stale.push_back(hint.member());
        } else if (hint.of == store::Hint::Of::comment) {
            comments.push_back(hint);
        } else if (well) {
            well = co_await follow_status(tenure, errand, hint);
        }
    }
    if (well && !comments.empty()) well = co_await follow_comments(tenure, errand, std::move(comments));
    if (!stale.empty()) {
        log::warn("hint.given_up", {{"account", seat_.account.text()}, {"count", stale.size()}});
        [[maybe_unused]] auto const over = co_await world_.hints.done_hints(seat_.account, std::move(stale));
    }
    if (well) done(errand, read);
    co_return Went::on;
}

net::Task<bool> Watch::follow_comments(store::Tenure tenure, Errand errand, std::vector<store::Hint> hints) {
    Tokens::Use use;
    use.endpoint = "show_batch";
    std::vector<WeiboId> ids;
    std::vector<std::string> members;
    for (auto const& hint : hints) {
        ids.push_back(hint.id);
        members.push_back(hint.member());
    }
    if (tokens_.covered(use)) {  // else the lists have to bring them
        errand.use = use;
        auto const payment = co_await tokens_.pay(use, store::Purpose::watch);
        if (payment.token == nullptr) {
            cannot_pay(errand, payment);
            co_return false;
        }
        auto const access = tokens_.access(*payment.token);
        auto found = co_await world_.weibo.comments(access, std::move(ids));
        if (!found) {
            auto trouble = found.error();
            co_await failed(errand, *payment.token, std::move(trouble));
            co_return false;
        }
        store::ListPage page;
        page.list = errand.name;
        page.complete = false;
        page.items = std::move(found->items);
        for (auto& item : page.items)
            item.kind = Kind::comment_mention;
        auto const kept = co_await keep(tenure, errand, std::move(page));
        if (!kept) co_return false;
    }
    auto const over = co_await world_.hints.done_hints(seat_.account, std::move(members));
    co_return over.has_value();
}

net::Task<bool> Watch::follow_status(store::Tenure tenure, Errand errand, store::Hint hint) {
    Tokens::Use use;
    use.endpoint = "status";
    if (tokens_.covered(use)) {  // else the list of mentions has to bring it
        errand.use = use;
        auto const payment = co_await tokens_.pay(use, store::Purpose::watch);
        if (payment.token == nullptr) {
            cannot_pay(errand, payment);
            co_return false;
        }
        auto const access = tokens_.access(*payment.token);
        auto status = co_await world_.weibo.status(access, hint.id);
        bool const gone = !status && status.error().what == ErrorClass::gone;
        if (!status && !gone) {
            auto trouble = status.error();
            co_await failed(errand, *payment.token, std::move(trouble));
            co_return false;
        }
        store::ListPage page;
        page.list = errand.name;
        page.complete = false;
        if (status) page.items.push_back(*std::move(status));
        auto const kept = co_await keep(tenure, errand, std::move(page));
        if (!kept) co_return false;
    }
    std::vector<std::string> members(1, hint.member());
    auto const over = co_await world_.hints.done_hints(seat_.account, std::move(members));
    co_return over.has_value();
}

}  // namespace rw::app
