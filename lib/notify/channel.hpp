// A way to tell people: one class a platform, each of them a pure rendering and a pure reading of the answer
// around one HTTP request.
#pragma once

#include "alert/delivery.hpp"
#include "alert/incident.hpp"
#include "alert/notice.hpp"
#include "core/language.hpp"
#include "core/secret.hpp"
#include "net/clock.hpp"
#include "net/http_client.hpp"

#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace rw::notify {

/// What travels to one channel at once: one notice, or all that were waiting for it.
struct Bulletin {
    std::vector<alert::Notice> notices;      ///< at least one; the first one's id is the bulletin's
    std::vector<alert::Incident> incidents;  ///< one for each notice, in the same order
    std::vector<alert::Person> mention;
    std::string public_url;  ///< of the dashboard; empty when there is none
    TimePoint now{};
    bool digest = false;  ///< coalesced because the channel was stopped: names or counts every incident
    /// For each incident a link under which it is acknowledged, or empty: there is none.
    std::vector<std::string> ack_links{};
    Language language = Language::chinese;  ///< of all that is not in the incidents' own words: the channel's
};

/// Where one robot is spoken to, and how it is signed.
struct RobotSettings {
    Secret url;
    Secret secret;
};

struct ChannelSettings {
    ChannelId name;
    std::string type;  ///< contract 2: dingtalk, webhook, console, …
    Secret url;
    Secret secret;
    std::string keyword{};          ///< a robot may take only what contains it
    std::string from{};             ///< of mail
    std::vector<std::string> to{};  ///< of mail
    alert::Fallback fallback{};
    Language language = Language::chinese;
    std::vector<RobotSettings> robots{};  ///< more of the same group, beside `url`
};

class Channel {
public:
    virtual ~Channel() = default;

    virtual net::Task<alert::Taken> send(Bulletin bulletin) = 0;
    virtual alert::Persistence persistence() const = 0;
    virtual alert::Pace pace() const { return {}; }
    /// Machines are told of acknowledgements too; people, who see each other, are not.
    enum class Reader { people, machine };
    virtual Reader reader() const { return Reader::people; }
    /// Never more than one incident in a bulletin.
    virtual bool one_at_a_time() const { return false; }
    /// In which its readers are told.
    virtual Language language() const { return Language::chinese; }
};

/// What channels speak through.
struct Wires {
    net::HttpClient& client;
    net::Dialer& dialer;
    std::ostream& console;
};
/// Fails with `bad_input` and words for the configuration's author when type, address or secret cannot be.
Result<std::unique_ptr<Channel>> make_channel(ChannelSettings settings, Wires wires);

}  // namespace rw::notify
