// What people set for all daemons at once, and what all daemons must know alike: silences and the keys that
// sign acknowledge links and sessions. Kept in the cabinet, looked at again every few seconds.
#pragma once

#include "app/office.hpp"
#include "net/clock.hpp"
#include "net/signing.hpp"
#include "store/cabinet.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rw::app {

class Shared {
public:
    Shared(store::Cabinet& cabinet, Office& office, net::Clock& clock)
        : cabinet_{cabinet}, office_{office}, clock_{clock} {}

    std::vector<alert::Silence> const& silences() const { return silences_; }
    net::SigningKeys const& keys() const { return keys_; }

    /// Reads what others have set, takes a fresh key into use when it is time, and hands the silences to
    /// every desk.
    net::Task<Result<void>> refresh();
    /// Keeps it and lets it hold at once. Its id is made here.
    net::Task<Result<alert::Silence>> add(alert::Silence silence);
    /// Ends it now, or takes it away if it has not begun. `gone` when there is no such silence.
    net::Task<Result<alert::Silence>> expire(std::string id);

private:
    using Change = std::function<Result<alert::Silence>(std::vector<alert::Silence>&)>;
    net::Task<Result<alert::Silence>> change(Change change);
    net::Task<Result<void>> refresh_keys();
    net::Task<Result<void>> hand_out();

    store::Cabinet& cabinet_;
    Office& office_;
    net::Clock& clock_;
    std::vector<alert::Silence> silences_;
    net::SigningKeys keys_;
};

}  // namespace rw::app
