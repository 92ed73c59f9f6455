// What happens, while it happens, for everybody who looks: the changes of all accounts as server-sent events
// (WHATWG HTML 9.2). One look serves all; who reads too slowly is let go, comes back, and goes on where he
// was.
#pragma once

#include "app/office.hpp"
#include "net/body_source.hpp"

#include <deque>
#include <map>
#include <memory>
#include <string>

namespace rw::app {

class Feed {
public:
    static constexpr std::size_t most_readers = 400;
    static constexpr Span beat = 15s;  ///< a comment, so that nobody takes silence for an end
    static constexpr Span look_again = 300ms;

    /// `kept`: events that a reader may be behind.
    Feed(Office& office, store::Ledger& ledger, store::Changes& changes, net::Clock& clock,
         std::size_t kept = 500);
    ~Feed();

    /// Looks for news while anybody reads, until `stop`.
    net::Task<void> run();
    void stop();

    /// From now on, or from the event with `last_id` on. `throttled` when too many read already.
    Result<std::shared_ptr<net::BodySource>> open(std::string last_id);
    /// Ends all that are open: whoever still may comes back and goes on where he was.
    void dismiss();
    std::size_t readers() const { return readers_; }

private:
    class Reader;
    struct Event {
        std::uint64_t number = 0;
        std::string id;
        std::string wire;
    };
    using Positions = std::map<std::string, std::string>;  ///< by account
    /// An event's text without its id.
    using Texts = std::vector<std::string>;

    net::Task<Result<void>> look();
    net::Task<Result<void>> find_positions();
    net::Task<Result<Texts>> texts_of(Seat& seat, store::News const& news);
    void tell_accounts();
    void tell(std::string text);
    static std::string id_of(Positions const& positions);
    static Positions positions_of(std::string_view id);
    /// What happened after `id` until now, for one reader. `gone`: too much, or too long ago.
    net::Task<Result<Texts>> since(std::string id);

    Office& office_;
    store::Ledger& ledger_;
    store::Changes& changes_;
    net::Clock& clock_;
    std::size_t kept_;
    Positions positions_;  ///< up to which everything has been told
    std::deque<Event> events_;
    std::uint64_t told_ = 0;
    std::map<std::string, std::string> accounts_;  ///< as they were told last
    std::map<Reader*, std::shared_ptr<net::Bell>> bells_;
    std::size_t readers_ = 0;
    net::Bell work_;
    std::uint64_t dismissed_ = 0;
    bool stopping_ = false;
};

}  // namespace rw::app
