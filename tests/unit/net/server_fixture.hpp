#pragma once
#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "net/server.hpp"
#include "support/fakes.hpp"
#include "support/http_client.hpp"
#include "util/metrics.hpp"

namespace desk::net {

/// Runs what it is given on a thread of its own, in order: for answers from elsewhere.
class Elsewhere {
  public:
    Elsewhere() : thread_([this] { run(); }) {}
    ~Elsewhere() {
        post(nullptr);
        thread_.join();
    }
    void post(std::function<void()> task) {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
        wake_.notify_one();
    }

  private:
    void run() {
        for (;;) {
            std::vector<std::function<void()>> tasks;
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [this] { return !tasks_.empty(); });
                tasks.swap(tasks_);
            }
            for (const auto& task : tasks) {
                if (!task) return;
                task();
            }
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<std::function<void()>> tasks_;
    std::thread thread_;
};

/// A handler that keeps its requests until the test answers them.
class Held {
  public:
    Handler handler() {
        return [this](Request request, Respond respond) {
            const std::lock_guard lock(mutex_);
            held_.emplace_back(std::move(request), std::move(respond));
            arrived_.notify_all();
        };
    }
    /// Waits for the next request.
    std::pair<Request, Respond> next() {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return !held_.empty(); });
        auto first = std::move(held_.front());
        held_.erase(held_.begin());
        return first;
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<std::pair<Request, Respond>> held_;
};

/// A server on a port of its own; its handler, unless a test brings one, tells what it was asked.
class ServerTest : public testing::Test {
  protected:
    static void echo(Request request, Respond respond) {
        Response response;
        response.content_type = "text/plain";
        response.body = request.method + " " + request.path;
        if (!request.query.empty()) response.body += "?" + request.query;
        if (!request.body.empty()) response.body += " " + request.body;
        response.label = "echo";
        respond(std::move(response));
    }

    Server& start(Handler handler = echo) {
        server_ = std::make_unique<Server>(options_, std::move(handler), metrics_, random_);
        server_->start();
        return *server_;
    }
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }

    /// The answer to these bytes on a connection of their own, after which the server closes it.
    test::HttpAnswer last_answer_to(std::string_view bytes) {
        test::HttpConnection connection(port());
        connection.send(bytes);
        test::HttpAnswer answer = connection.read_answer();
        EXPECT_EQ(answer.header("Connection"), "close") << bytes;
        EXPECT_EQ(connection.read_to_end(), "") << bytes;
        return answer;
    }

    Metrics metrics_;
    test::FakeRandom random_;
    ServerOptions options_{.listen = {{.port = 0}}};
    std::unique_ptr<Server> server_;
};

}  // namespace desk::net
