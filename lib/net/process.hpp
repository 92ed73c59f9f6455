// A child process that is watched: started without a shell, ended politely and then for certain.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "net/task.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rw::net {

class Process {
public:
    /// Starts `arguments[0]` (looked up in PATH) with the rest as its arguments, its output appended to
    /// `log_file` (mode 0600; empty: /dev/null). The child dies with us, also when we are killed
    /// (PR_SET_PDEATHSIG).
    static Result<Process> start(std::vector<std::string> arguments, std::string const& log_file);

    Process(Process&&) noexcept;
    Process& operator=(Process&&) noexcept;
    ~Process();  ///< kills what still runs

    int pid() const;
    /// Returns the exit code once it has ended; a signal counts 128 + its number.
    Task<int> ended();
    /// SIGTERM, and SIGKILL after `grace`. Returns when it has ended.
    Task<void> stop(Span grace);

private:
    struct State;
    explicit Process(std::shared_ptr<State> state);
    static Task<int> ended(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;  ///< shared with whoever waits for the end
};

}  // namespace rw::net
