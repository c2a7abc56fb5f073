;;; -*- lexical-binding: t -*-
;;; Opens each of $WORDS ("file:word") with lsp-mode, waits for its findings, asks for a hover on
;;; the word, and writes what came to $REPORT.  Run as: emacs -Q --batch -l CONFIG -l lsp-mode.el
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa") ; where Debian has them
(package-initialize)
(require 'json)
(require 'lsp-mode)
(require 'lsp-diagnostics)
(require 'yaml-mode)
(setq lsp-auto-guess-root t lsp-enable-suggest-server-download nil
      lsp-warn-no-matched-clients nil lsp-keep-workspace-alive nil lsp-restart 'ignore
      lsp-enable-file-watchers nil lsp-diagnostics-provider :none lsp-client-packages nil
      lsp-session-file (expand-file-name "lsp-session" (getenv "HOME")))

(defvar site default-directory) ; a visited file changes the default

(defun await (what condition)
  (let ((end (+ (float-time) 20)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (or value (error "Waited in vain for %s" what))))

(defun messages (file)
  (let (found)
    (maphash (lambda (path diagnostics)
               (when (string-suffix-p file path)
                 (mapc (lambda (each) (push (gethash "message" each) found)) diagnostics)))
             (lsp-diagnostics))
    found))

(defun see (file word)
  (switch-to-buffer (find-file-noselect (expand-file-name file site)))
  (lsp)
  (await (format "findings in %s" file) (lambda () (messages file)))
  (goto-char (point-min))
  (search-forward word)
  (backward-char)
  (let ((answer (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
    (json-encode
     `((file . ,file)
       (diagnostics . ,(vconcat (messages file)))
       (hover . ,(substring-no-properties
                  (lsp--render-on-hover-content (lsp:hover-contents answer) t)))))))

(lsp-workspace-folders-add default-directory)
(let ((lines (mapcar (lambda (each)
                       (let ((parts (split-string each ":")))
                         (see (car parts) (cadr parts))))
                     (split-string (getenv "WORDS")))))
  (with-temp-file (getenv "REPORT")
    (set-buffer-file-coding-system 'utf-8)
    (insert (mapconcat #'identity lines "\n") "\n")))
(kill-emacs 0)
