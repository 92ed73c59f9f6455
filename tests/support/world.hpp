// A brand, its fans and its people under a clock moved by hand: the whole pipeline from the inbox to the
// console, with the ledger in memory.
#pragma once

#include "app/desk.hpp"
#include "app/outbox.hpp"
#include "net/http_client.hpp"
#include "notify/deliver.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_ledger.hpp"
#include "support/memory_stream.hpp"

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace rw::test {

class World {
public:
    World();
    ~World();

    struct Said {
        WeiboId id;
        WeiboId root;
        Uid author;
    };
    /// A fan's comment under the brand's own post, written and seen now (or written `ago` and seen now).
    Said fan(std::string const& name, std::string const& text, Span ago = Span{0});
    /// A private message, written now or `ago`, and pushed now.
    Said message(std::string const& name, std::string const& text, Span ago = Span{0});
    /// The brand's answer to one comment, by `uid` of its people.
    Said answer(Said const& to, std::string const& text, std::int64_t uid = brand_uid);
    /// The same page once more, as overlapping reads bring it.
    void read_again();
    /// What is said from `hold` until `release` is seen only once `seen` is called.
    void hold() { holding_ = true; }
    void release() { holding_ = false; }
    void seen();

    void advance(Span span);
    void acknowledge_all(std::string const& who = "li");
    /// The process dies before the `number`th commit is done, or right after it, and comes back only by
    /// `restart`.
    void die_at(int number, bool done);
    bool is_dead() const { return dead_; }
    /// Every notice that was ever made.
    std::vector<alert::Notice> notices();
    alert::Policy& alerts() { return rules.alerts; }

    /// First lines of what reached the console so far, without the clock before them.
    std::vector<std::string> headlines() const;
    std::string console() const { return console_.str(); }

    care::Conversation talk(Said const& of);
    care::Standing standing(Said const& of);
    std::vector<alert::Incident> incidents();
    std::int64_t waiting();

    MemoryLedger ledger;
    ManualClock clock;
    app::Rules rules;
    static constexpr std::int64_t brand_uid = 1904178193;
    static constexpr std::int64_t staff_uid = 1870632073;

    /// The process dies and a new one takes over what is stored.
    void restart();

private:
    void start();
    void deliver_page(std::vector<Utterance> items);
    Utterance utterance(Uid author, std::string const& name, std::string const& text, TimePoint at);
    static net::Task<void> work(World& world);
    static net::Task<void> acknowledge(World& world, IncidentId id, std::string who);
    template <class T>
    T now(net::Task<T> task);

    store::Tenure tenure_{AccountId{"yunzhi"}, 1};
    Meters meters_;
    std::ostringstream console_;
    ScriptedDialer dialer_{clock, {}};
    net::HttpClient http_{dialer_, clock};
    std::unique_ptr<app::Desk> desk_;
    std::unique_ptr<app::Outbox> outbox_;
    std::unique_ptr<notify::Dispatcher> dispatcher_;
    std::unique_ptr<net::Bell> bell_;
    std::unique_ptr<net::Loop> loop_;
    std::vector<Utterance> held_;
    std::vector<Utterance> last_page_;
    bool holding_ = false;
    bool dead_ = false;
    std::int64_t next_id_ = 0;
    WeiboId post_;
};

}  // namespace rw::test
