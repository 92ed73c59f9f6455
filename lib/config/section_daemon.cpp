#include "config/address.hpp"
#include "config/chapter.hpp"
#include "config/composed.hpp"
#include "config/named_file.hpp"
#include "config/zones.hpp"

#include <unistd.h>

#include <array>

namespace rw::config {
namespace {

std::string host_name() {
    std::array<char, 256> name{};
    bool const known = ::gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0';
    return known ? name.data() : "replywatch";
}

Kind<std::string> name_or_none() {
    auto kind = name();
    auto const read_name = kind.read;
    kind.read = [read_name](Node const& node, Reading& reading) {
        bool const none = node.is(Node::Type::text) && node.text.empty();
        return none ? std::optional{std::string{}} : read_name(node, reading);
    };
    return kind;
}

Fields<Daemon> daemon_fields() {
    using log::Level;
    return {
        field(&Daemon::instance,
              {"instance", "Name of this daemon among those that share the work; empty: the host name."},
              name_or_none()),
        field(&Daemon::state_dir,
              {"state_dir", "Directory for what the daemon keeps on disk: the embedded Redis."}, path()),
        field(&Daemon::timezone,
              {"timezone",
               "Where the team works: an IANA name such as `Asia/Shanghai` or `Europe/London`, `UTC` or a "
               "fixed "
               "offset such as `+08:00`."},
              zone()),
        field(&Daemon::language,
              {"language",
               "In which the team is told: alerts, what the daemon says of itself, buttons and links; the "
               "dashboard begins with it. Fans' words stay as they are. When it changes nothing is opened or "
               "told anew."},
              word_of({"zh-CN", "en"})),
        field(&Daemon::log_level, {"log_level", "Lines below this level are not written."},
              one_of<Level>({{"debug", Level::debug},
                             {"info", Level::info},
                             {"warn", Level::warn},
                             {"error", Level::error}})),
        field(&Daemon::log_format, {"log_format", "Form of a log line."},
              one_of<LogFormat>({{"logfmt", LogFormat::logfmt}, {"json", LogFormat::json}})),
        field(&Daemon::heartbeat_url,
              {"heartbeat_url", "Pinged while all is well: its absence pages. Empty: nothing is pinged."},
              web_address_or_none()),
        field(&Daemon::claim_lasts,
              {"claim_lasts",
               "A claim of a conversation ends by itself after this; claimed again it lasts anew."},
              duration(1ms)),
    };
}

void finish_daemon(Node const&, Reading&, Daemon& daemon) {
    if (daemon.instance.empty()) daemon.instance = host_name();
}

}  // namespace

Chapter daemon_chapter() {
    return section<Daemon>(
        {"daemon", "The process itself."}, daemon_fields(),
        [](Config& config) -> Daemon& { return config.daemon; }, finish_daemon);
}

Chapter privacy_chapter() {
    Fields<Privacy> const fields{
        field(&Privacy::mask,
              {"mask", "Names and personal data in texts are masked in lists, notices and logs."}, flag()),
        field(&Privacy::retention, {"retention", "What is older is forgotten."}, duration(Span{1})),
    };
    return section<Privacy>({"privacy", "What is kept of people, and how long."}, fields,
                            [](Config& config) -> Privacy& { return config.privacy; });
}

}  // namespace rw::config
