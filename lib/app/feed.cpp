#include "app/feed.hpp"

#include "alert/json.hpp"
#include "app/present.hpp"
#include "app/present_sight.hpp"
#include "core/log.hpp"

#include <algorithm>

namespace rw::app {
namespace {

constexpr std::size_t most_missed = 1000;  // events after a cut; beyond them all is read again
constexpr auto hello = "retry: 2000\n\n";
constexpr auto reset = "event: reset\ndata: {}\n\n";

std::string event_text(std::string_view name, std::string const& data) {
    return "event: " + std::string{name} + "\ndata: " + data + "\n\n";
}

}  // namespace

/// One who reads. It holds no more than where he is.
class Feed::Reader final : public net::BodySource {
public:
    Reader(Feed& feed, std::string last_id)
        : feed_{feed}, last_id_{std::move(last_id)}, bell_{std::make_shared<net::Bell>()} {
        ++feed_.readers_;
        feed_.bells_[this] = bell_;
    }
    ~Reader() override {
        --feed_.readers_;
        feed_.bells_.erase(this);
    }
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    net::Task<std::optional<std::string>> next() override {
        if (!begun_) {
            auto first = co_await begin();
            co_return first;
        }
        if (is_over()) co_return std::nullopt;
        if (next_ > feed_.told_) {
            auto const limit = beat;
            co_await bell_->wait(feed_.clock_, limit);
            if (is_over()) co_return std::nullopt;
            if (next_ > feed_.told_) co_return std::string{": beat\n\n"};
        }
        bool const too_slow = feed_.events_.empty() || feed_.events_.front().number > next_;
        if (too_slow) co_return std::nullopt;
        std::string out;
        for (auto const& event : feed_.events_) {
            if (event.number >= next_) out += event.wire;
        }
        next_ = feed_.told_ + 1;
        co_return out;
    }

private:
    bool is_over() const { return feed_.stopping_ || feed_.dismissed_ != opened_; }

    net::Task<std::optional<std::string>> begin() {
        begun_ = true;
        if (feed_.positions_.empty()) {
            auto const found = co_await feed_.find_positions();
            if (!found) co_return std::nullopt;  // he comes back in a moment
        }
        next_ = feed_.told_ + 1;
        feed_.work_.ring();
        auto const id = "id: " + id_of(feed_.positions_) + "\n";
        auto const told = std::ranges::find(feed_.events_, last_id_, &Event::id);
        if (!last_id_.empty() && told != feed_.events_.end()) {
            next_ = told->number + 1;
            co_return std::string{hello};
        }
        if (last_id_ == id_of(feed_.positions_)) co_return id + hello;
        auto const all_anew = id + hello + id + reset;
        if (last_id_.empty()) co_return all_anew;  // what he has read may be older than where he begins
        auto const missed = co_await feed_.since(last_id_);
        if (!missed) co_return all_anew;
        std::string out = hello;
        for (auto const& text : *missed)
            out += text;
        co_return out + id + "\n";
    }

    Feed& feed_;
    std::string last_id_;
    std::shared_ptr<net::Bell> bell_;
    std::uint64_t opened_ = feed_.dismissed_;
    std::uint64_t next_ = 0;
    bool begun_ = false;
};

Feed::Feed(Office& office, store::Ledger& ledger, store::Changes& changes, net::Clock& clock,
           std::size_t kept)
    : office_{office}, ledger_{ledger}, changes_{changes}, clock_{clock}, kept_{kept} {}
Feed::~Feed() = default;

Result<std::shared_ptr<net::BodySource>> Feed::open(std::string last_id) {
    if (readers_ >= most_readers)
        return Failure{Fault::throttled, std::to_string(most_readers) + " pages listen already"};
    return std::shared_ptr<net::BodySource>{std::make_shared<Reader>(*this, std::move(last_id))};
}

void Feed::stop() {
    stopping_ = true;
    work_.ring();
    for (auto const& [reader, bell] : bells_)
        bell->ring();
}

void Feed::dismiss() {
    ++dismissed_;
    for (auto const& [reader, bell] : bells_)
        bell->ring();
}

net::Task<void> Feed::run() {
    constexpr Span nobody_there = 1h;
    while (!stopping_) {
        if (readers_ == 0) {
            positions_.clear();  // the next one begins with what is then
            events_.clear();
            accounts_.clear();
            co_await work_.wait(clock_, nobody_there);
            continue;
        }
        auto const looked = co_await look();
        if (!looked) log::warn("feed.failed", {{"why", looked.error().doing}});
        tell_accounts();
        co_await work_.wait(clock_, look_again);
    }
}

net::Task<Result<void>> Feed::find_positions() {
    Positions found;
    for (auto const& seat : office_.seats()) {
        auto const position = co_await changes_.position(seat->account);
        if (!position) co_return position.error();
        found[seat->account.text()] = *position;
    }
    if (positions_.empty()) positions_ = std::move(found);
    // No number of an earlier daemon comes again.
    if (told_ == 0) told_ = static_cast<std::uint64_t>(to_millis(clock_.now()));
    co_return Result<void>{};
}

net::Task<Result<void>> Feed::look() {
    for (auto const& seat : office_.seats()) {
        auto const known = positions_.find(seat->account.text());
        if (known == positions_.end()) continue;
        for (bool more = true; more;) {
            auto const from = positions_[seat->account.text()];
            auto const news = co_await changes_.changes(seat->account, from);
            if (!news && news.error().kind == Fault::gone) {
                positions_.clear();
                auto const found = co_await find_positions();
                tell(reset);
                co_return found;
            }
            if (!news) co_return news.error();
            more = news->more;
            bool const too_many = news->conversations.size() + news->incidents.size() > kept_;
            Result<Texts> texts = Texts(1, reset);
            if (!too_many) texts = co_await texts_of(*seat, *news);
            if (!texts) co_return texts.error();
            if (positions_.empty()) co_return Result<void>{};  // the last reader has gone meanwhile
            // Who is cut off in the middle of a look hears all of it again: only its last event has come so
            // far.
            for (std::size_t i = 0; i + 1 < texts->size(); ++i)
                tell((*texts)[i]);
            positions_[seat->account.text()] = news->position;
            if (!texts->empty()) tell(texts->back());
        }
    }
    co_return Result<void>{};
}

net::Task<Result<Feed::Texts>> Feed::texts_of(Seat& seat, store::News const& news) {
    Texts texts;
    if (!news.conversations.empty()) {
        auto const ids = news.conversations;
        auto const talks = co_await ledger_.conversations(seat.account, ids);
        if (!talks) co_return talks.error();
        for (auto const& [talk, version] : *talks) {
            bool const heard = version != 0 && !talk.fan.uid.none();
            if (!heard) continue;
            Json out;
            write_summary(out, {seat.account, talk, seat.desk.rules().policy, seat.sees_all(), clock_.now()});
            texts.push_back(event_text("conversation", out.text()));
        }
    }
    if (news.incidents.empty()) co_return texts;
    auto const ids = news.incidents;
    auto const incidents = co_await ledger_.incidents(seat.account, ids);
    if (!incidents) co_return incidents.error();
    for (auto const& [incident, version] : *incidents) {
        if (version == 0) continue;
        auto const notices = co_await office_.notices().notices(seat.account, incident.notices);
        if (!notices) co_return notices.error();
        Json out;
        alert::write(out, incident, *notices);
        texts.push_back(event_text("incident", out.text()));
    }
    co_return texts;
}

/// Those whose sight has changed; that time passes is no news.
void Feed::tell_accounts() {
    constexpr TimePoint at_no_time{};
    for (auto const& seat : office_.seats()) {
        Json still;
        write_account(still, *seat, at_no_time);
        auto& told = accounts_[seat->account.text()];
        bool const first = told.empty();
        if (told == still.text()) continue;
        told = still.text();
        if (first) continue;
        Json out;
        write_account(out, *seat, clock_.now());
        tell(event_text("account", out.text()));
    }
}

/// To everybody. An event's id is where we are after it, so that who has it can go on from there.
void Feed::tell(std::string text) {
    auto const id = id_of(positions_) + ";" + std::to_string(++told_);
    events_.push_back({told_, id, "id: " + id + "\n" + std::move(text)});
    if (events_.size() > kept_) events_.pop_front();
    for (auto const& [reader, bell] : bells_)
        bell->ring();
}

/// `account=position` of each, apart by commas.
std::string Feed::id_of(Positions const& positions) {
    std::string id;
    for (auto const& [account, position] : positions)
        id += (id.empty() ? "" : ",") + account + "=" + position;
    return id;
}

Feed::Positions Feed::positions_of(std::string_view id) {
    Positions positions;
    id = id.substr(0, id.find(';'));
    while (!id.empty()) {
        auto const end = std::min(id.find(','), id.size());
        auto const one = id.substr(0, end);
        auto const equals = one.rfind('=');
        if (equals != one.npos) positions[std::string{one.substr(0, equals)}] = one.substr(equals + 1);
        id.remove_prefix(std::min(end + 1, id.size()));
    }
    return positions;
}

net::Task<Result<Feed::Texts>> Feed::since(std::string id) {
    Failure const too_long_ago{Fault::gone, "what happened after " + id + " is known no longer"};
    auto const positions = positions_of(id);
    Texts texts;
    for (auto const& seat : office_.seats()) {
        auto const known = positions.find(seat->account.text());
        if (known == positions.end()) co_return too_long_ago;
        auto from = known->second;
        for (bool more = true; more;) {
            auto const news = co_await changes_.changes(seat->account, from);
            if (!news) co_return news.error();
            auto const some = co_await texts_of(*seat, *news);
            if (!some) co_return some.error();
            texts.insert(texts.end(), some->begin(), some->end());
            if (texts.size() > most_missed) co_return too_long_ago;
            from = news->position;
            more = news->more;
        }
    }
    co_return texts;
}

}  // namespace rw::app
