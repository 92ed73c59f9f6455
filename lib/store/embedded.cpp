#include "store/embedded.hpp"

#include "core/log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

namespace rw::store {
namespace {

constexpr Span first_pause = 200ms;
constexpr Span longest_pause = 10s;
constexpr Span counts_as_stable = 60s;
constexpr Span time_to_end = 8s;
constexpr std::size_t longest_socket_path = 107;  // sun_path

/// A path as redis.conf reads it, blanks and quotation marks and all.
std::string quoted(std::string const& path) {
    std::string out = "\"";
    for (char const c : path) {
        if (c == '"' || c == '\\') out.push_back('\\');
        out.push_back(c);
    }
    return out + "\"";
}

/// Everything the server is told. It listens on nothing but the socket.
std::string configuration(std::string const& dir) {
    return "port 0\n"
           "unixsocket " +
           quoted(dir + "/redis.sock") +
           "\n"
           "unixsocketperm 700\n"
           "dir " +
           quoted(dir) +
           "\n"
           "daemonize no\n"
           "logfile \"\"\n"
           "appendonly yes\n"
           "appendfsync everysec\n"
           "no-appendfsync-on-rewrite no\n"
           "aof-load-truncated yes\n"
           "auto-aof-rewrite-percentage 100\n"
           "auto-aof-rewrite-min-size 64mb\n"
           "save \"\"\n"
           "maxmemory-policy noeviction\n"
           "set-max-intset-entries 4096\n"  // seen ids stay at ten bytes each on a busy day (redis.md 3)
           "databases 1\n";
}

Failure cannot(std::string_view doing, std::string const& path) {
    return {Fault::bad_input,
            "embedded Redis: " + std::string{doing} + " " + path + ": " + std::strerror(errno)};
}

}  // namespace

struct EmbeddedRedis::State {
    State(net::Clock& c, std::string d) : clock{c}, dir{std::move(d)} {}
    ~State() {
        if (lock >= 0) ::close(lock);
    }

    net::Clock& clock;
    std::string dir;
    int lock = -1;
    std::optional<net::Process> server;
    net::Bell wake;
    bool stopping = false;
    bool ended = false;
    int restarts = 0;
};

EmbeddedRedis::EmbeddedRedis(net::Clock& clock, std::string state_dir)
    : state_{std::make_shared<State>(clock, std::filesystem::absolute(state_dir + "/redis").string())} {}
EmbeddedRedis::~EmbeddedRedis() = default;

std::string EmbeddedRedis::socket() const {
    return state_->dir + "/redis.sock";
}
int EmbeddedRedis::restarts() const {
    return state_->restarts;
}
int EmbeddedRedis::pid() const {
    return state_->server ? state_->server->pid() : 0;
}

Result<void> EmbeddedRedis::prepare() {
    auto& s = *state_;
    if (socket().size() > longest_socket_path) {
        return Failure{Fault::bad_input, "embedded Redis: the path of its socket, " + socket() +
                                             ", is longer than 107 bytes: choose a shorter state_dir"};
    }
    std::error_code error;
    std::filesystem::create_directories(s.dir, error);
    if (error) return Failure{Fault::bad_input, "embedded Redis: make " + s.dir + ": " + error.message()};
    if (::chmod(s.dir.c_str(), 0700) != 0) return cannot("set the mode of", s.dir);
    auto const lock_file = s.dir + "/lock";
    s.lock = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s.lock < 0) return cannot("open", lock_file);
    if (::flock(s.lock, LOCK_EX | LOCK_NB) != 0) {
        return Failure{Fault::bad_input, "embedded Redis: another replywatchd uses " + s.dir};
    }
    auto const file = s.dir + "/redis.conf";
    auto const mask = ::umask(0077);
    std::ofstream out{file, std::ios::trunc};
    out << configuration(s.dir);
    out.close();
    ::umask(mask);
    if (!out) return cannot("write", file);
    return {};
}

net::Task<void> EmbeddedRedis::run() {
    auto const state = state_;
    auto pause = first_pause;
    auto const config = state->dir + "/redis.conf";
    auto const log_file = state->dir + "/redis.log";
    while (!state->stopping) {
        std::vector<std::string> arguments;
        arguments.emplace_back("redis-server");
        arguments.push_back(config);
        auto started = net::Process::start(std::move(arguments), log_file);
        auto const begin = state->clock.steady();
        if (started) {
            state->server.emplace(*std::move(started));
            log::info("redis.started", {{"pid", state->server->pid()}, {"dir", state->dir}});
            auto const code = co_await state->server->ended();
            state->server.reset();
            if (state->stopping) break;
            log::error("redis.died",
                       {{"code", code},
                        {"log", log_file},
                        {"hint", "a broken append-only file is mended with redis-check-aof --fix"}});
        } else {
            log::error("redis.start_failed", {{"why", started.error().doing}});
        }
        ++state->restarts;
        if (state->clock.steady() - begin > counts_as_stable) pause = first_pause;
        co_await state->wake.wait(state->clock, pause);
        pause = std::min(pause * 2, longest_pause);
    }
    state->ended = true;
    state->wake.ring();
}

net::Task<void> EmbeddedRedis::stop() {
    auto const state = state_;
    state->stopping = true;
    state->wake.ring();
    auto const grace = time_to_end;
    if (state->server) co_await state->server->stop(grace);
    log::info("redis.stopped");
}

}  // namespace rw::store
