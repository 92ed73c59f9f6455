#include "net/process.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>

namespace rw::net {
namespace {

namespace asio = boost::asio;

constexpr int exec_failed = 127;

/// In the child: nothing here may allocate.
[[noreturn]] void become(char* const* arguments, int output, pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(exec_failed);  // the parent died before the line above
    ::setpgid(0, 0);  // a Ctrl-C on the terminal is for the parent, which ends its children in its own order
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL);  // the parent's handlers are not ours
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    int const nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::execvp(arguments[0], arguments);
    ::_exit(exec_failed);
}

}  // namespace

struct Process::State {
    pid_t pid = -1;
    int pidfd = -1;
    std::optional<int> code;

    ~State() {
        if (!code && pid > 0) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
        }
        if (pidfd >= 0) ::close(pidfd);
    }

    bool reap() {
        if (code) return true;
        int status = 0;
        if (::waitpid(pid, &status, WNOHANG) != pid) return false;
        code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return true;
    }
};

Process::Process(std::shared_ptr<State> state) : state_{std::move(state)} {}
Process::Process(Process&&) noexcept = default;
Process& Process::operator=(Process&&) noexcept = default;
Process::~Process() = default;

Result<Process> Process::start(std::vector<std::string> arguments, std::string const& log_file) {
    auto const what = "start " + arguments.front();
    std::vector<char*> raw;
    raw.reserve(arguments.size() + 1);
    for (auto& argument : arguments)
        raw.push_back(argument.data());
    raw.push_back(nullptr);
    auto const* output_file = log_file.empty() ? "/dev/null" : log_file.c_str();
    int const output = ::open(output_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (output < 0)
        return Failure{Fault::bad_input, what + ": open " + output_file + ": " + std::strerror(errno)};
    auto const parent = ::getpid();
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);  // until the child has let go of our handlers
    auto const pid = ::fork();
    if (pid == 0) become(raw.data(), output, parent);
    int const error = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    ::close(output);
    if (pid < 0) return Failure{Fault::unreachable, what + ": " + std::strerror(error)};
    auto state = std::make_shared<State>();
    state->pid = pid;
    state->pidfd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    if (state->pidfd < 0) return Failure{Fault::unreachable, what + ": pidfd_open: " + std::strerror(errno)};
    return Process{std::move(state)};
}

int Process::pid() const {
    return state_->pid;
}

Task<int> Process::ended() {
    return ended(state_);
}

Task<int> Process::ended(std::shared_ptr<State> state) {
    auto const executor = co_await asio::this_coro::executor;
    while (!state->reap()) {
        asio::posix::stream_descriptor watch{executor, ::dup(state->pidfd)};
        auto const token = asio::as_tuple(asio::use_awaitable);
        auto const readable = asio::posix::stream_descriptor::wait_read;
        auto const [error] = co_await watch.async_wait(readable, token);
        if (error) break;
    }
    co_return state->code.value_or(-1);
}

Task<void> Process::stop(Span grace) {
    using namespace asio::experimental::awaitable_operators;
    auto const state = state_;
    if (state->reap()) co_return;
    ::kill(state->pid, SIGTERM);
    auto const executor = co_await asio::this_coro::executor;
    asio::steady_timer timer{executor, grace};
    auto first = ended(state) || timer.async_wait(asio::use_awaitable);
    [[maybe_unused]] auto const which = co_await std::move(first);
    if (state->reap()) co_return;
    ::kill(state->pid, SIGKILL);
    [[maybe_unused]] auto const code = co_await ended(state);
}

}  // namespace rw::net
